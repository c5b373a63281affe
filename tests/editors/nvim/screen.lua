-- An editor with a screen of 80 columns and 24 lines, as a user sits before it: another Neovim, in a terminal of this one. Its keys
-- are typed, its screen is read; what it thinks is asked of it by its socket.
local M = {}

local number = 0

--- Opens `file` in a new editor. `config` is its init.lua, beside the runtime path.
function M.open(file, config)
  number = number + 1
  local base = vim.env.BATON_SCRATCH .. '/editor' .. number
  local init, socket = base .. '.lua', base .. '.sock'
  local out = assert(io.open(init, 'wb'))
  out:write("vim.opt.runtimepath:append('" .. vim.env.BATON_NVIM .. "')\n" .. (config or ''))
  out:close()
  vim.cmd('enew')
  local editor = { buffer = vim.api.nvim_get_current_buf(), exited = false, started = vim.loop.hrtime() }
  editor.job = vim.fn.termopen({ vim.v.progpath, '-u', init, '-i', 'NONE', '-n', '--listen', socket, file },
    { on_exit = function() editor.exited = true end, env = { TERM = 'xterm' } })
  assert(vim.wait(10000, function()
    local listens, channel = pcall(vim.fn.sockconnect, 'pipe', socket, { rpc = true })
    editor.channel = listens and channel
    return listens
  end, 5), 'the editor does not begin')
  return setmetatable(editor, { __index = M })
end

function M:type(keys)
  vim.api.nvim_chan_send(self.job, (vim.api.nvim_replace_termcodes(keys, true, true, true)))
end

--- A line of the command line, as a user types it.
function M:command(line) self:type(':' .. line .. '<CR>') end

function M:screen()
  return table.concat(vim.api.nvim_buf_get_lines(self.buffer, 0, -1, false), '\n')
end

--- True within ten seconds.
function M:shows(pattern)
  return vim.wait(10000, function() return self:screen():match(pattern) ~= nil end, 20)
end

--- What the editor waits for, as nvim_get_mode() has it: "r" is "Press ENTER".
function M:mode() return vim.rpcrequest(self.channel, 'nvim_get_mode').mode end

--- True when it asks something, within ten seconds.
function M:asks(pattern)
  return vim.wait(10000, function() return self:mode() ~= 'n' and self:screen():match(pattern) ~= nil end, 20)
end

-- While it waits for a key it answers nothing.
function M:ask(method, ...)
  if not vim.wait(10000, function() return self:mode() == 'n' end, 20) then error('the editor waits for a key:\n' .. self:screen(), 0) end
  return vim.rpcrequest(self.channel, method, ...)
end

function M:lua(code, ...) return self:ask('nvim_exec_lua', code, { ... }) end

function M:messages() return self:ask('nvim_exec', 'messages', true) end

function M:pid() return vim.fn.jobpid(self.job) end

function M:ended() return vim.wait(10000, function() return self.exited end, 20) end

return M
