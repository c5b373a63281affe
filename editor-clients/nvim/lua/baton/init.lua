-- Baton for Neovim 0.7.2 and later: starts the server for command files, once per workspace.
local detect = require('baton.detect')

local M = {}

M.config = {
  cmd = { 'baton' },       -- the server's program and its arguments
  autostart = true,        -- start by itself when a command file is opened
  on_attach = nil,         -- function(client, bufnr)
  lenses = true,          -- show what can be run at the ends of lines, and how it ended
  capabilities = nil,      -- the client's capabilities, where a completion plugin changes them
  init_options = {},       -- { trusted = true }: runs may be started, after a question; see :help baton-trust
}

local clients = {} -- root folder -> client id
local warned = false

local function executable(cmd)
  return vim.fn.executable(cmd[1]) == 1
end

--- Starts (or reuses) the server for a buffer, whatever the buffer holds.
--- @return number|nil client id, or nil where the server is not installed
function M.start(bufnr)
  bufnr = (bufnr == nil or bufnr == 0) and vim.api.nvim_get_current_buf() or bufnr
  if not executable(M.config.cmd) then
    if not warned then
      warned = true
      require('baton.words').say('"' .. M.config.cmd[1] .. '" was not found. Put it on your PATH, or call '
        .. "require('baton').setup({ cmd = { '/path/to/baton' } }).")
    end
    return nil
  end
  local commands = require('baton.commands')
  local root = detect.root_of(vim.api.nvim_buf_get_name(bufnr))
  local id = clients[root]
  if not id or not vim.lsp.get_client_by_id(id) then
    commands.register()
    id = vim.lsp.start_client({
      name = 'baton',
      cmd = M.config.cmd,
      root_dir = root,
      workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') } },
      init_options = M.config.init_options,
      capabilities = vim.tbl_deep_extend('force',
        M.config.capabilities or vim.lsp.protocol.make_client_capabilities(), commands.capabilities),
      handlers = require('baton.handlers').all,
      on_attach = function(client, attached)
        require('baton.lenses').refresh(attached)
        if M.config.on_attach then M.config.on_attach(client, attached) end
      end,
      on_exit = function() clients[root] = nil end,
    })
    clients[root] = id
  end
  if id then vim.lsp.buf_attach_client(bufnr, id) end
  return id
end

local function on_file_type(bufnr)
  if M.config.autostart and vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].buftype == ''
    and detect.is_command_file(bufnr) then
    M.start(bufnr)
  end
end

--- Takes the options of M.config; may be called again to change them.
function M.setup(options)
  M.config = vim.tbl_deep_extend('force', M.config, options or {})
  local group = vim.api.nvim_create_augroup('baton', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = detect.filetypes,
    callback = function(event) on_file_type(event.buf) end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(detect.filetypes, vim.bo[bufnr].filetype) then
      on_file_type(bufnr)
    end
  end
end

return M
