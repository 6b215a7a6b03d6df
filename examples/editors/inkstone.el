;;; inkstone.el --- Code completion by Inkstone, over eglot  -*- lexical-binding: t; -*-

;; (load "/path/to/inkstone/examples/editors/inkstone.el") in the init file, INKSTONE_API_KEY in Emacs' environment, then M-x eglot.
;; Completion is plain: completion-at-point, or company or corfu over it.

(require 'eglot)

(defvar inkstone-program
  (expand-file-name "../../inkstone" (file-name-directory (or load-file-name buffer-file-name)))
  "Inkstone's launcher.")

(defvar inkstone-arguments nil
  "What follows `lsp' on its command line, e.g. (\"--url\" \"https://inkstone.example\").")

(dolist (mode '(python-mode python-ts-mode java-mode java-ts-mode js-mode js-ts-mode go-mode rust-mode c-mode c++-mode))
  (add-to-list 'eglot-server-programs (cons mode (append (list inkstone-program "lsp") inkstone-arguments))))

;; A list of choices has room for a line.
(setq-default eglot-workspace-configuration '(:inkstone (:debounce 75 :multiLine "never")))

(provide 'inkstone)
;;; inkstone.el ends here
