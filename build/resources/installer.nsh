; Tables under "Open with". electron-builder's own associations would make this program the default one for them.
!macro tableExtension EXTENSION
  WriteRegStr SHELL_CONTEXT "Software\Classes\${EXTENSION}\OpenWithProgids" "MMIWorkbench.Table" ""
!macroend

!macro tableExtensionGone EXTENSION
  DeleteRegValue SHELL_CONTEXT "Software\Classes\${EXTENSION}\OpenWithProgids" "MMIWorkbench.Table"
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\MMIWorkbench.Table" "" "Table"
  WriteRegStr SHELL_CONTEXT "Software\Classes\MMIWorkbench.Table\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\MMIWorkbench.Table\shell\open\command" "" '"$appExe" "%1"'
  !insertmacro tableExtension ".csv"
  !insertmacro tableExtension ".tsv"
!macroend

!macro customUnInstall
  !insertmacro tableExtensionGone ".csv"
  !insertmacro tableExtensionGone ".tsv"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\MMIWorkbench.Table"
!macroend
