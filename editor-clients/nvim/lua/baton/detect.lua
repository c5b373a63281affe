-- Which buffers Baton is for, and where their workspace begins. Everything else is left alone.
local M = {}

local command_keys = { 'command', 'execution_modes', 'execution-modes', 'external_docs', 'external_documentation' }

local function front_matter_has(lines, keys)
  if not lines[1] or not lines[1]:gsub('^\239\187\191', ''):match('^%-%-%-%s*$') then return false end
  for i = 2, #lines do
    if lines[i]:match('^%-%-%-%s*$') or lines[i]:match('^%.%.%.%s*$') then return false end
    for _, key in ipairs(keys) do
      if lines[i]:sub(1, #key + 1) == key .. ':' then return true end
    end
  end
  return false
end

-- The file types that may be one of ours.
M.filetypes = { 'markdown', 'json', 'jsonc', 'yaml' }

-- A manifest or a .baton.yaml. The server knows whether a plugin.json elsewhere is one.
local function is_plain_file(path)
  return path:match('/%.claude%-plugin/plugin%.json$') or path:match('/%.claude%-plugin/marketplace%.json$')
    or path:match('/plugin%.json$') and (vim.loop.fs_stat((path:gsub('[^/]*$', 'commands', 1)))
      or vim.loop.fs_stat((path:gsub('[^/]*$', 'agents', 1))))
    or path:match('/%.baton%.yaml$')
end

--- True for a command, an agent, a skill, a manifest or a configuration: by its place, or by what stands in it.
--- @param bufnr number
function M.is_command_file(bufnr)
  local path = vim.api.nvim_buf_get_name(bufnr):gsub('\\', '/')
  if path:match('/%.baton/') then return false end -- outputs of runs
  if vim.bo[bufnr].filetype ~= 'markdown' and not path:match('%.md$') then return is_plain_file(path) and true or false end
  if path:match('/SKILL%.md$') or path:match('/commands/.*%.md$') or path:match('/agents/.*%.md$') then return true end
  local lines = vim.api.nvim_buf_get_lines(bufnr, 0, 2000, false)
  if front_matter_has(lines, command_keys) then return true end
  for _, line in ipairs(lines) do
    if line:match('^%s*<Task>%s*\r?$') or line:match('^Task:%s*\r?$') then return true end
  end
  return false
end

--- The nearest folder with .git or a marketplace at or above the file, else the file's own folder.
--- @param path string
function M.root_of(path)
  local folder = vim.fn.fnamemodify(path ~= '' and path or vim.fn.getcwd() .. '/x', ':p:h')
  local at = folder
  while true do
    if vim.loop.fs_stat(at .. '/.git') or vim.loop.fs_stat(at .. '/.claude-plugin/marketplace.json') then return at end
    local above = vim.fn.fnamemodify(at, ':h')
    if above == at then return folder end
    at = above
  end
end

return M
