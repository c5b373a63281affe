-- What the user is told: each thing once, in one line, so that Neovim never stops for "Press ENTER". `:messages` has all of it.
local M = {}

-- A plugin that shows notifications has room enough. Neovim's own would make the user press a key for what is long.
local function is_own(notify)
  return debug.getinfo(notify, 'S').source:match('^@vim/') ~= nil
end

local function one_line(words)
  return (vim.trim(words):gsub(':%s*\n%s*', ': '):gsub('%s*\n%s*', '; '))
end

-- What fits into the last line of the screen.
local function cut(words, room)
  if vim.fn.strdisplaywidth(words) <= room then return words end
  local more = '… (:messages)'
  return vim.fn.strcharpart(words, 0, math.max(room - vim.fn.strdisplaywidth(more), 0)) .. more
end

local colours = { ERROR = 'ErrorMsg', WARN = 'WarningMsg', INFO = 'None' }

local pause = 30 -- milliseconds
local waiting -- what is to be shown next
local asked = false

local function echo(words, colour)
  local mode = vim.api.nvim_get_mode()
  if mode.blocking or mode.mode:match('^[cr]') then return end -- what the user types stands there
  vim.cmd('redraw')
  vim.api.nvim_echo({ { cut(one_line(words), vim.v.echospace), colour } }, false, {})
end

--- Shows a line that the next one takes the place of, and that is not kept. Of several at once the last one is shown.
function M.show(words)
  waiting = words
  if asked then return end
  asked = true
  vim.defer_fn(function()
    asked = false
    if waiting then echo(waiting, 'None') end
    waiting = nil
  end, pause)
end

--- Tells something; `level` is one of the names of vim.log.levels. Where it is too long for a line, `short` is shown in its place.
function M.say(words, level, short)
  level = level or 'WARN'
  waiting = nil
  words = 'Baton: ' .. words
  if not is_own(vim.notify) then return vim.notify(words, vim.log.levels[level]) end
  local line = one_line(words)
  -- Kept whole; 'shortmess' has it shortened on the screen, but in its middle.
  local before = vim.o.shortmess
  vim.cmd('redraw')
  vim.opt.shortmess:append('T')
  vim.cmd('echohl ' .. colours[level])
  vim.cmd('echomsg ' .. vim.fn.string(line))
  vim.cmd('echohl None')
  vim.o.shortmess = before
  if vim.fn.strdisplaywidth(line) <= vim.v.echospace then return end
  echo(short and 'Baton: ' .. short or line, colours[level])
end

return M
