-- A user opens command files in Neovim: the findings come, at their places; they go when the text is mended; other Markdown
-- is left alone. Run by ../nvim.sh.
local support = dofile(vim.env.BATON_TESTS .. '/support.lua')
local check, eventually, read, write = support.check, support.eventually, support.read, support.write

-- Replaces the first occurrence, literally, and fails when there is none: a plant that does not take would prove nothing.
local function replace(text, from, to)
  local at, last = text:find(from, 1, true)
  assert(at, 'not in the text: ' .. from)
  return text:sub(1, at - 1) .. to .. text:sub(last + 1)
end

local function findings(bufnr)
  local list = vim.diagnostic.get(bufnr)
  table.sort(list, function(a, b) return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col) end)
  return list
end

local function code_of(d)
  return d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code)
end

local function slice(bufnr, d)
  return table.concat(vim.api.nvim_buf_get_text(bufnr, d.lnum, d.col, d.end_lnum, d.end_col, {}), '\n')
end

local function described(bufnr)
  local out = {}
  for _, d in ipairs(findings(bufnr)) do out[#out + 1] = code_of(d) .. ' ' .. slice(bufnr, d) end
  return out
end

local function run()
  local root = vim.env.BATON_WORKSPACE
  vim.cmd('set runtimepath^=' .. vim.env.BATON_NVIM)
  vim.cmd('filetype on')
  vim.cmd('runtime plugin/baton.lua')
  require('baton').setup({ cmd = { vim.env.BATON } })

  -- Markdown that is no command file gets no server.
  vim.cmd('edit ' .. root .. '/README.md')
  vim.wait(300)
  check('a plain document gets no server', #vim.lsp.buf_get_clients(0) == 0)

  -- The seed in a home of its own, with its docs and agents, and three planted faults.
  local home = root .. '/plugins/machine-learning'
  local seed = read(vim.env.BATON_SEED or (root .. '/plugins/release-train/commands/release.md'))
  local name, faults
  if vim.env.BATON_SEED then
    name = 'ml-pipeline'
    faults = {
      { '{phase1.data-scientist.output}', '{phase1.data-scientst.output}', 'agent-not-in-phase' },
      { '{phase2.ml-engineer.output}', '{phase9.ml-engineer.output}', 'unknown-phase' },
      { 'best-practices.md#code-quality', 'best-practises.md#code-quality', 'broken-link' },
    }
    for _, agent in ipairs({ 'data-engineer', 'data-scientist', 'ml-engineer', 'python-pro', 'mlops-engineer',
      'kubernetes-architect', 'observability-engineer' }) do
      write(home .. '/agents/' .. agent .. '.md',
        '---\nname: ' .. agent .. '\ndescription: An agent of the test\n---\n\nWork.\n')
    end
    local anchors = {}
    for doc, anchor in seed:gmatch('docs/ml%-pipeline/([%w-]+)%.md#?([%w-]*)') do
      anchors[doc] = anchors[doc] or {}
      if anchor ~= '' then anchors[doc][anchor] = true end
    end
    for doc, list in pairs(anchors) do
      local text = '# ' .. doc .. '\n'
      for anchor in pairs(list) do text = text .. '\n## ' .. anchor:gsub('-', ' ') .. '\n' end
      write(home .. '/docs/ml-pipeline/' .. doc .. '.md', text)
    end
    write(home .. '/plugin.json', '{"name": "machine-learning", "version": "1.0.0"}')
  else
    home = root .. '/plugins/release-train'
    name = 'release'
    faults = {
      { '{phase1.release-manager.output}', '{phase1.release-manger.output}', 'agent-not-in-phase' },
      { '{phase2.test-runner.output}', '{phase9.test-runner.output}', 'unknown-phase' },
      { 'notes-style.md#one-line-a-change', 'notes-stile.md#one-line-a-change', 'broken-link' },
    }
  end
  local text = seed
  for _, fault in ipairs(faults) do text = replace(text, fault[1], fault[2]) end
  local path = home .. '/commands/' .. name .. '.md'
  write(path, text)
  vim.cmd('edit ' .. path)
  local bufnr = vim.api.nvim_get_current_buf()
  check('a command file gets the server', eventually(function() return #vim.lsp.buf_get_clients(bufnr) > 0 end))

  local function has(code, at)
    for _, d in ipairs(findings(bufnr)) do
      if code_of(d) == code and slice(bufnr, d):find(at, 1, true) then return true end
    end
    return false
  end
  local function all_there()
    return has(faults[1][3], 'data-scientst') or has(faults[1][3], 'release-manger')
  end
  eventually(function() return #findings(bufnr) == 3 end)
  check('the misspelt agent is marked at its place', all_there(), described(bufnr))
  check('the phase that is not there is marked at its place', has('unknown-phase', 'phase9'), described(bufnr))
  check('the broken link is marked at its place', has('broken-link', faults[3][2]:match('^[^#]+')), described(bufnr))
  check('nothing else is said', #findings(bufnr) == 3, described(bufnr))
  for _, d in ipairs(findings(bufnr)) do
    check('a finding has a message and a source', d.message ~= '' and d.source == 'baton', d)
  end

  -- Mended one by one, as a user types.
  for i, fault in ipairs(faults) do
    local lines = vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)
    for row, line in ipairs(lines) do
      local at, last = line:find(fault[2], 1, true)
      if at then
        vim.api.nvim_buf_set_text(bufnr, row - 1, at - 1, row - 1, last, { fault[1] })
        break
      end
    end
    check('mending ' .. fault[3] .. ' takes it away', eventually(function() return #findings(bufnr) == 3 - i end),
      described(bufnr))
  end

  -- An edit that breaks something again, in an undo step of its own (a script's edits are one), with text that is wider than one unit before it on the line.
  vim.cmd('let &undolevels = &undolevels')
  vim.api.nvim_buf_set_lines(bufnr, -1, -1, false, { '', 'ä😀 {phase1.nobody.output}' })
  check('a new fault behind wide characters is found',
    eventually(function() return has('agent-not-in-phase', 'nobody') end), described(bufnr))
  vim.cmd('silent undo')
  check('and goes with undo', eventually(function() return #findings(bufnr) == 0 end), described(bufnr))

  -- An agent's file disappears under a command that names it: its dependants hear of it on save.
  vim.cmd('edit ' .. root .. '/plugins/data-desk/commands/quality-report.md')
  local report = vim.api.nvim_get_current_buf()
  vim.wait(500)
  check('the second command is clean', #findings(report) == 0, described(report))
  local agent = root .. '/plugins/data-desk/agents/data-profiler.md'
  vim.cmd('edit ' .. agent)
  local agent_buffer = vim.api.nvim_get_current_buf()
  vim.wait(200)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(agent_buffer, 0, -1, false)) do
    if line == 'name: data-profiler' then
      vim.api.nvim_buf_set_lines(agent_buffer, row - 1, row, false, { 'name: table-profiler' })
    end
  end
  check('renaming an agent reaches the command that names it', eventually(function()
    for _, d in ipairs(findings(report)) do
      if code_of(d) == 'unknown-agent' and slice(report, d):find('data-profiler', 1, true) then return true end
    end
    return false
  end), described(report))
  vim.api.nvim_buf_call(agent_buffer, function() vim.cmd('silent undo') end)
  check('and undoing it takes the finding away',
    eventually(function() return #findings(report) == 0 end), described(report))

  -- A manifest and a configuration are told of while they are written; other JSON is left alone.
  write(root .. '/package.json', '{,}')
  vim.cmd('edit ' .. root .. '/package.json')
  vim.wait(200)
  check('other JSON gets no server', #vim.lsp.buf_get_clients(0) == 0)
  vim.cmd('edit ' .. root .. '/.claude-plugin/marketplace.json')
  local market = vim.api.nvim_get_current_buf()
  check('a manifest gets the server', eventually(function() return #vim.lsp.buf_get_clients(market) > 0 end))
  vim.api.nvim_buf_set_lines(market, 0, 1, false, { '{,' })
  check('a comma too many is found', eventually(function()
    return #findings(market) == 1 and code_of(findings(market)[1]) == 'manifest-syntax'
  end), described(market))
  vim.cmd('silent undo')
  check('and goes with undo', eventually(function() return #findings(market) == 0 end), described(market))
  write(root .. '/.baton.yaml', 'severity:\n  broken-lnik: off\n')
  vim.cmd('edit ' .. root .. '/.baton.yaml')
  local settings = vim.api.nvim_get_current_buf()
  check('a code that is none is found', eventually(function()
    return #findings(settings) == 1 and slice(settings, findings(settings)[1]) == 'broken-lnik'
  end), described(settings))

  -- The server ends with the editor's wish.
  local client = vim.lsp.get_active_clients()[1]
  check('one server serves one workspace', #vim.lsp.get_active_clients() == 1)
  client.stop()
  check('the server stops when asked to', eventually(function() return client.is_stopped() end))
end

support.finish(run)
