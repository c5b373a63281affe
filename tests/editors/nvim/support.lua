-- What the tests of Neovim share: counting, waiting, and the files of a user.
local M = {}

local passed, failed = 0, 0

function M.check(name, ok, detail)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
    print('FAILED: ' .. name .. (detail and (': ' .. vim.inspect(detail)) or '') .. '\n')
  end
end

function M.equal(name, got, wanted)
  M.check(name, vim.deep_equal(got, wanted), { got = got, wanted = wanted })
end

function M.eventually(condition)
  return vim.wait(10000, condition, 20)
end

function M.read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

function M.write(path, text)
  vim.fn.mkdir(vim.fn.fnamemodify(path, ':h'), 'p')
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

--- Runs a test to its end, prints how many checks passed, and leaves the editor.
function M.finish(run)
  local ok, problem = pcall(run)
  if not ok then
    failed = failed + 1
    print('FAILED: ' .. tostring(problem) .. '\n')
  end
  print(string.format('%d passed, %d failed\n', passed, failed))
  vim.cmd(failed == 0 and 'qall!' or 'cquit!')
end

return M
