-- The program as a tool beside the server: what it draws of the text in a buffer, saved or not.
local M = {}

local patience = 5000 -- milliseconds

--- The path of the program that serves a buffer, or would.
function M.path(client)
  local cmd = client and client.config.cmd or require('baton').config.cmd
  return type(cmd) == 'table' and cmd[1] or 'baton'
end

--- Runs it to its end with `input`.
--- @return string|nil what it printed, or nil and what went wrong in words
function M.run(path, arguments, input, folder)
  if vim.fn.executable(path) ~= 1 then return nil, '"' .. path .. '" was not found' end
  local said = { {}, {} }
  local job = vim.fn.jobstart(vim.list_extend({ path }, arguments), {
    cwd = folder and vim.fn.isdirectory(folder) == 1 and folder or nil,
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = function(_, lines) said[1] = lines end,
    on_stderr = function(_, lines) said[2] = lines end,
  })
  if input then vim.fn.chansend(job, input) end
  vim.fn.chanclose(job, 'stdin')
  local code = vim.fn.jobwait({ job }, patience)[1]
  if code == -1 then
    vim.fn.jobstop(job)
    return nil, 'it took too long'
  end
  if code ~= 0 then
    local words = vim.trim(table.concat(said[2], '\n'))
    return nil, words ~= '' and words or 'it ended with exit code ' .. code
  end
  return table.concat(said[1], '\n')
end

--- What `baton --graph` prints for the text of a buffer.
function M.graph(bufnr, path, arguments)
  local name = vim.api.nvim_buf_get_name(bufnr)
  if name == '' then return nil, 'the file has no name yet' end
  local text = table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '\n') .. '\n'
  local folder = require('baton.detect').root_of(name)
  return M.run(path, vim.list_extend({ '--graph', '-', '--stdin-filename', name }, arguments or {}), text, folder)
end

--- The pipeline of a buffer as docs/lsp-extensions.md has it, or nil and why not in words.
function M.pipeline(bufnr, path)
  local text, problem = M.graph(bufnr, path, { '--format', 'json' })
  if not text then return nil, problem end
  local ok, pipeline = pcall(vim.fn.json_decode, text)
  if not ok then return nil, 'it printed no graph' end
  return pipeline
end

return M
