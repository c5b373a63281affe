-- What the server says and asks by itself, answered so that a user sees it once and is not stopped by it.
local words = require('baton.words')

local M = {}

local levels = { 'ERROR', 'WARN', 'INFO', 'INFO' }
local runs = {} -- token of a progress -> what is known of its run

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

-- The options that "1, 3" means, counted from 0 as the server does; nothing where the line does not fit.
local function chosen(line, question)
  local found = {}
  for number in line:gmatch('[^%s,]+') do
    local index = tonumber(number)
    if not number:match('^%d+$') or index < 1 or index > #question.options then return nil end
    found[#found + 1] = index - 1
  end
  if #found == 0 or (#found > 1 and not question.several) then return nil end
  return found
end

-- What buttons cannot answer: several options, or words. Esc is no answer.
local function ask_question(_, question)
  local options = question.options or {}
  local lines = { question.message }
  for i, option in ipairs(options) do
    lines[#lines + 1] = i .. '. ' .. option.label .. (option.description and ': ' .. option.description or '')
  end
  lines[#lines + 1] = #options == 0 and 'Answer: ' or question.several and 'Numbers, with commas between: ' or 'Number: '
  while true do
    local line = vim.fn.input({ prompt = table.concat(lines, '\n'), cancelreturn = '\27' })
    vim.cmd('redraw')
    if line == '\27' then return vim.NIL end
    if #options == 0 and vim.trim(line) ~= '' then return { text = line } end
    local indices = #options > 0 and chosen(line, question)
    if indices then return { chosen = indices } end
  end
end

-- A run's progress in the last line. How it ended is kept, save where that is told anyway: by the server what went wrong or is to be done, by who cancelled it that it is.
local function progress(fault, result, context, config)
  vim.lsp.handlers['$/progress'](fault, result, context, config)
  local value = result and result.value
  if type(value) ~= 'table' or not tostring(result.token):match('^baton%-run') then return end
  if value.kind == 'begin' then runs[result.token] = { title = value.title } end
  local run = runs[result.token] or { title = 'Run' }
  if value.kind == 'end' then
    runs[result.token] = nil
    local how = value.message or 'ended'
    if run.at_gate or how:match('failed') or how:match('blocked') or how:match('^cancelled') then return words.show('Baton: ' .. run.title .. ': ' .. how) end
    return words.say(run.title .. ': ' .. how, 'INFO')
  end
  local message = value.message or ''
  run.at_gate = message:match('^waits at a gate') ~= nil
  words.show('Baton: ' .. run.title .. ': ' .. (value.percentage and value.percentage .. '% ' or '') .. message)
end

--- For vim.lsp.start_client.
M.all = {
  ['window/showMessage'] = show_message,
  ['window/showMessageRequest'] = vim.fn.has('nvim-0.8') == 0 and ask or nil,
  ['baton/question'] = ask_question,
  ['workspace/codeLens/refresh'] = function(...) return require('baton.lenses').refresh_all(...) end,
  ['$/progress'] = progress,
}

return M
