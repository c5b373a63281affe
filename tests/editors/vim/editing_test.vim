" What a writer of command files sees in Vim. Sourced after the configuration of docs/editors.md, in a folder with a copy of each
" example workspace.

let s:folder = getcwd()
let s:passed = 0
let s:failed = 0

function! s:say(text) abort
  call writefile([a:text], $BATON_SAID, 'a')
endfunction

" Whether Condition comes true within half a minute.
function! s:wait(Condition) abort
  for attempt in range(600)
    if a:Condition()
      return v:true
    endif
    sleep 50m
  endfor
  return v:false
endfunction

function! s:open(example) abort
  execute 'edit!' s:folder . '/' . a:example . '/plugins/release-train/commands/release.md'
endfunction

" The findings of this code, as the location list shows them.
function! s:findings(code) abort
  return map(filter(getloclist(0), {_, item -> item.text =~# '^' . a:code . ': '}),
  \          {_, item -> item.lnum . ':' . item.col . ' ' . item.type . ' ' . item.text})
endfunction

function! s:diagnostic() abort
  call s:open('faulty')
  call assert_true(s:wait({-> !empty(s:findings('agent-not-in-phase'))}))
  call assert_equal(['74:32 E agent-not-in-phase: phase 1 has no agent "release-manger"; '
  \                  . 'did you mean "release-manager"?'], s:findings('agent-not-in-phase'))
  call setline(74, substitute(getline(74), 'manger', 'manager', ''))
  call ale#Queue(0)
  call assert_true(s:wait({-> empty(s:findings('agent-not-in-phase'))}))
  call assert_equal(1, len(s:findings('placeholder-not-in-mode')))
endfunction

function! s:clean() abort
  call s:open('clean')
  let agent = search('subagent_type: data-desk:report-writer')
  call setline(agent, getline(agent) . 's')
  call ale#Queue(0)
  call assert_true(s:wait({-> !empty(s:findings('unknown-agent'))}))
  undo
  call ale#Queue(0)
  call assert_true(s:wait({-> empty(getloclist(0))}))
endfunction

function! s:definition() abort
  call s:open('clean')
  call search('subagent_type: changelog-w', 'e')
  ALEGoToDefinition
  call assert_true(s:wait({-> expand('%:t') ==# 'changelog-writer.md'}))
  call assert_equal(2, line('.'))
endfunction

function! s:previewed() abort
  let text = ''
  for window in filter(range(1, winnr('$')), 'getwinvar(v:val, "&previewwindow")')
    let text .= join(getbufline(winbufnr(window), 1, '$'), "\n")
  endfor
  return text
endfunction

function! s:hover() abort
  call s:open('clean')
  call search('subagent_type: changelog-w', 'e')
  ALEHover
  call s:wait({-> !empty(s:previewed())})
  call assert_match('Writes release notes that users can follow', s:previewed())
  pclose
endfunction

function! s:rename() abort
  call s:open('clean')
  call search('subagent_type: changelog-w', 'e')
  call feedkeys(":ALERename\<CR>\<C-U>news-writer\<CR>", 'tx')
  call assert_true(s:wait({-> search('news-writer', 'nw') > 0}))
  call assert_equal(0, search('changelog-writer', 'nw'))
  call assert_true(s:wait({-> match(readfile(s:folder . '/clean/plugins/release-train/agents/changelog-writer.md'), '^name: news-writer$') == 1}))
endfunction

for s:test in ['diagnostic', 'clean', 'hover', 'definition', 'rename']
  let v:errors = []
  try
    call call('s:' . s:test, [])
  catch
    call add(v:errors, v:exception . ' at ' . v:throwpoint)
  endtry
  if empty(v:errors)
    let s:passed += 1
  else
    let s:failed += 1
    call s:say(s:test . ' failed: ' . join(v:errors, '; '))
  endif
endfor
call s:say(s:passed . ' passed, ' . s:failed . ' failed')
qall!
