-- What the server says and asks by itself, answered so that a user sees it once and is not stopped by it.
local words = require('baton.words')

local M = {}

local levels = { 'ERROR', 'WARN', 'INFO', 'INFO' }
local titles = {} -- token of a progress -> its title

local function show_message(_, result)
  words.say(result.message, levels[result.type] or 'INFO')
  return vim.NIL
end

-- Neovim 0.7 prints the question twice.
local function ask(_, result)
  local actions = result.actions or {}
  if #actions == 0 then return show_message(nil, result) end
  local lines = vim.split(result.message, '\n')
  for i, action in ipairs(actions) do lines[#lines + 1] = i .. '. ' .. action.title:gsub('%s+', ' ') end
  local choice = vim.fn.inputlist(lines)
  vim.cmd('redraw')
  return actions[choice] or vim.NIL
end

-- A run's progress in the last line; how it ended is kept. What went wrong the server tells by itself.
local function progress(fault, result, context, config)
  vim.lsp.handlers['$/progress'](fault, result, context, config)
  local value = result and result.value
  if type(value) ~= 'table' or not tostring(result.token):match('^baton%-run') then return end
  if value.kind == 'begin' then titles[result.token] = value.title end
  local title = titles[result.token] or 'Run'
  if value.kind == 'end' then
    titles[result.token] = nil
    local line = title .. ': ' .. (value.message or 'ended')
    if line:match('failed') or line:match('blocked') then return words.show('Baton: ' .. line) end
    return words.say(line, 'INFO')
  end
  local percentage = value.percentage and value.percentage .. '% ' or ''
  words.show('Baton: ' .. title .. ': ' .. percentage .. (value.message or ''))
end

--- For vim.lsp.start_client.
M.all = {
  ['window/showMessage'] = show_message,
  ['window/showMessageRequest'] = vim.fn.has('nvim-0.8') == 0 and ask or nil,
  ['workspace/codeLens/refresh'] = function(...) return require('baton.lenses').refresh_all(...) end,
  ['$/progress'] = progress,
}

return M
