-- For Neovim 0.11: `vim.g.baton_no_setup = true` and `vim.lsp.enable('baton')`.
local detect = require('baton.detect')
local commands = require('baton.commands')

commands.register()

return {
  cmd = { 'baton' },
  filetypes = detect.filetypes,
  capabilities = commands.capabilities,
  handlers = require('baton.handlers').all,
  root_dir = function(bufnr, on_dir)
    if detect.is_command_file(bufnr) then on_dir(detect.root_of(vim.api.nvim_buf_get_name(bufnr))) end
  end,
}
