-- For Neovim 0.11: `vim.g.baton_no_setup = true` and `vim.lsp.enable('baton')`.
return {
  cmd = { 'baton' },
  filetypes = require('baton.detect').filetypes,
  root_dir = function(bufnr, on_dir)
    local detect = require('baton.detect')
    if detect.is_command_file(bufnr) then on_dir(detect.root_of(vim.api.nvim_buf_get_name(bufnr))) end
  end,
}
