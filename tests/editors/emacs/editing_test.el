;;; editing_test.el --- what a writer of command files sees in Emacs -*- lexical-binding: t -*-

;; Loaded after the configuration of docs/editors.md, in a folder with a copy of each example workspace.

(require 'cl-lib)
(require 'eglot)
(require 'ert)
(require 'flymake)

(setq eglot-events-buffer-size 0)

(defun baton-test-wait (condition)
  "Wait until CONDITION is true; its value, or nil after half a minute."
  (let ((end (+ (float-time) 30)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    value))

(defmacro baton-test-in (example &rest body)
  "BODY in the release command of EXAMPLE, visited as a user does; what it writes is not kept."
  (declare (indent 1))
  `(save-window-excursion
     (find-file (concat baton-test-folder ,example "/plugins/release-train/commands/release.md"))
     (run-hooks 'post-command-hook) ; where eglot-ensure waits for its moment
     (should (baton-test-wait #'eglot-current-server))
     (unwind-protect (progn ,@body)
       (dolist (buffer (buffer-list))
         (when (buffer-file-name buffer)
           (with-current-buffer buffer (set-buffer-modified-p nil))
           (kill-buffer buffer))))))

(defun baton-test-place (position)
  (save-excursion (goto-char position) (list (line-number-at-pos) (1+ (current-column)))))

(defun baton-test-findings ()
  "What Flymake shows in this buffer: (BEGIN END TYPE TEXT)."
  (flymake-start)
  (mapcar (lambda (finding)
            (list (baton-test-place (flymake-diagnostic-beg finding))
                  (baton-test-place (flymake-diagnostic-end finding))
                  (flymake-diagnostic-type finding)
                  (flymake-diagnostic-text finding)))
          (flymake-diagnostics)))

(defun baton-test-finding (code)
  "The finding of this CODE, or nil."
  (cl-find-if (lambda (finding) (string-match-p (regexp-quote (format "[%s]" code)) (nth 3 finding)))
              (baton-test-findings)))

(defun baton-test-after (text)
  "Go behind the next TEXT of the buffer."
  (goto-char (point-min))
  (search-forward text))

(defun baton-test-type (text)
  "Write TEXT at point, as far as the server must see it."
  (insert text)
  (eglot--signal-textDocument/didChange))

(defvar baton-test-folder default-directory)

(ert-deftest baton-test-diagnostic ()
  "A fault is marked at its place, and the mark goes when it is mended."
  (baton-test-in "faulty"
    (should (equal (baton-test-wait (lambda () (baton-test-finding "agent-not-in-phase")))
                   (list '(74 32) '(74 46) 'eglot-error
                         (concat "baton [agent-not-in-phase]: phase 1 has no agent \"release-manger\"; "
                                 "did you mean \"release-manager\"?"))))
    (baton-test-after "{phase1.release-man")
    (baton-test-type "a")
    (should (baton-test-wait (lambda () (not (baton-test-finding "agent-not-in-phase")))))
    (should (baton-test-finding "placeholder-not-in-mode"))))

(ert-deftest baton-test-clean ()
  "The agents of the other plugin are known, so the root is that of the repository."
  (baton-test-in "clean"
    (baton-test-after "subagent_type: data-desk:report-writer")
    (baton-test-type "s")
    (should (baton-test-wait (lambda () (baton-test-finding "unknown-agent"))))
    (delete-char -1)
    (eglot--signal-textDocument/didChange)
    (should (baton-test-wait (lambda () (null (baton-test-findings)))))))

(ert-deftest baton-test-completion ()
  "Behind the name of a phase come its agents, and the outputs of all of them."
  (baton-test-in "clean"
    (baton-test-after "results: {phase2.test-runner.output}")
    (baton-test-type " and {phase1.")
    (should (equal (sort (mapcar #'substring-no-properties
                                 (all-completions "" (nth 2 (eglot-completion-at-point))))
                         #'string<)
                   '("changelog-writer" "output" "release-manager")))))

(ert-deftest baton-test-hover ()
  "An agent's description is shown where the agent is named."
  (baton-test-in "clean"
    (baton-test-after "subagent_type: changelog-w")
    (let (shown)
      (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (or text ""))))
      (should (baton-test-wait (lambda () shown)))
      (should (string-match-p "Writes release notes that users can follow" shown)))))

(ert-deftest baton-test-definition ()
  "From an agent to its file."
  (baton-test-in "clean"
    (baton-test-after "subagent_type: changelog-w")
    (call-interactively #'xref-find-definitions)
    (should (string-suffix-p "plugins/release-train/agents/changelog-writer.md" (buffer-file-name)))
    (should (equal (line-number-at-pos) 2))))

(ert-deftest baton-test-rename ()
  "An agent is renamed wherever it is named, after one question."
  (baton-test-in "clean"
    (baton-test-after "subagent_type: changelog-w")
    (cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
      (eglot-rename "news-writer"))
    (goto-char (point-min))
    (should (= (how-many "changelog-writer") 0))
    (should (= (how-many "news-writer") 4))
    (find-file "../agents/changelog-writer.md")
    (goto-char (point-min))
    (should (= (how-many "^name: news-writer$") 1))))

(ert-deftest baton-test-run ()
  "The pipeline is run by a code action; its gate is asked about, and its outputs lie in the workspace."
  (baton-test-in "clean"
    (baton-test-after "subagent_type: test-runner")
    (let ((last-nonmenu-event ?x) ; as if by a key
          asked)
      (cl-letf (((symbol-function 'completing-read)
                 (lambda (prompt choices &rest _)
                   (push (substring-no-properties prompt) asked)
                   (let ((titles (mapcar (lambda (choice) (if (consp choice) (car choice) choice)) choices)))
                     (cl-find-if (lambda (title) (string-match-p "^Run pipeline\\|^Go on$" title)) titles)))))
        (eglot-code-actions (point) nil nil t)
        (should (baton-test-wait
                 (lambda ()
                   (file-expand-wildcards
                    (concat baton-test-folder "clean/.baton/runs/release/*/phase3.release-manager.md"))))))
      (should (= (length asked) 2))
      (should (string-match-p "Gate: Every suite passed twice" (car asked))))))

(let ((stats (ert-run-tests-batch)))
  (message "%d passed, %d failed" (ert-stats-completed-expected stats)
           (- (ert-stats-total stats) (ert-stats-completed-expected stats))))

;;; editing_test.el ends here
