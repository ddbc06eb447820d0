; What the installer does beside electron-builder's own: the folder of the command line on the PATH, and `wirebench:` links.
; The PATH of those who install for themselves is theirs, of those who install for all users the machine's.

!include "LogicLib.nsh"
!include "WinMessages.nsh"

!define WIREBENCH_LINKS "Software\Classes\wirebench"
; KEY_QUERY_VALUE, KEY_SET_VALUE and KEY_WOW64_64KEY.
!define WIREBENCH_ACCESS 0x0103
!define WIREBENCH_EXPANDED 2

; Adds the folder to the PATH (CHANGE is `add`), or takes it off (`remove`); every other letter of it stays as it was. A PATH may be longer
; than a variable of the installer, which would cut it off, so it never is in one: $7 points to `;PATH;`, $8 to the folder in it or to 0.
!macro wirebenchPath CHANGE FOLDER
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  Push $8
  ${If} $installMode == "all"
    StrCpy $0 0x80000002
    StrCpy $1 "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
  ${Else}
    StrCpy $0 0x80000001
    StrCpy $1 "Environment"
  ${EndIf}
  System::Call 'advapi32::RegOpenKeyExW(p r0, w r1, i 0, i ${WIREBENCH_ACCESS}, *p .r2) i .r3'
  ${If} $3 == 0
    StrCpy $4 ${WIREBENCH_EXPANDED}
    System::Call 'advapi32::RegQueryValueExW(p r2, w "Path", p 0, *i .r4, p 0, *i .r5) i .r3'
    ${If} $3 != 0
      StrCpy $4 ${WIREBENCH_EXPANDED}
      StrCpy $5 0
    ${EndIf}
    StrLen $6 ";${FOLDER};"
    IntOp $6 $6 * 2
    IntOp $6 $6 + $5
    IntOp $6 $6 + 16
    System::Alloc $6
    Pop $7
    System::Call 'kernel32::lstrcpyW(p r7, w ";")'
    ${If} $5 > 0
      IntPtrOp $6 $7 + 2
      System::Call 'advapi32::RegQueryValueExW(p r2, w "Path", p 0, *i .r4, p r6, *i r5) i .r3'
      ${If} $3 == 0
        System::Call 'kernel32::lstrcatW(p r7, w ";")'
      ${EndIf}
    ${Else}
      StrCpy $3 0
    ${EndIf}
    System::Call 'shlwapi::StrStrIW(p r7, w ";${FOLDER};") p .r8'
    ${If} $3 == 0
      !if ${CHANGE} == add
        ${If} $8 == 0
          System::Call 'kernel32::lstrcatW(p r7, w "${FOLDER};")'
          !insertmacro wirebenchWritePath
        ${EndIf}
      !else
        ${If} $8 != 0
          StrLen $6 ";${FOLDER}"
          IntOp $6 $6 * 2
          IntPtrOp $6 $8 + $6
          System::Call 'kernel32::lstrlenW(p r6) i .r5'
          IntOp $5 $5 + 1
          IntOp $5 $5 * 2
          System::Call 'kernel32::RtlMoveMemory(p r8, p r6, p r5)'
          !insertmacro wirebenchWritePath
        ${EndIf}
      !endif
    ${EndIf}
    System::Free $7
    System::Call 'advapi32::RegCloseKey(p r2)'
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  ${EndIf}
  Pop $8
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
!macroend

; Writes what is between the first and the last semicolon at $7 into the opened key $2, as a value of the type $4.
!macro wirebenchWritePath
  System::Call 'kernel32::lstrlenW(p r7) i .r5'
  IntOp $5 $5 * 2
  ; Where nothing is left, there is one semicolon, and the text behind it is empty.
  ${If} $5 > 2
    IntOp $5 $5 - 2
    IntPtrOp $6 $7 + $5
    System::Call '*$6(&i2 0)'
  ${EndIf}
  IntPtrOp $6 $7 + 2
  System::Call 'advapi32::RegSetValueExW(p r2, w "Path", i 0, i r4, p r6, i r5)'
!macroend

!macro customInstall
  !insertmacro wirebenchPath add "$INSTDIR\bin"
  WriteRegStr SHELL_CONTEXT "${WIREBENCH_LINKS}" "" "URL:Wirebench link"
  WriteRegStr SHELL_CONTEXT "${WIREBENCH_LINKS}" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "${WIREBENCH_LINKS}\DefaultIcon" "" '"$appExe",0'
  ; Whoever wrote the link is stopped by the first two words from saying more than a link.
  WriteRegStr SHELL_CONTEXT "${WIREBENCH_LINKS}\shell\open\command" "" '"$appExe" --open-url -- "%1"'
!macroend

!macro customUnInstall
  !insertmacro wirebenchPath remove "$INSTDIR\bin"
  DeleteRegKey SHELL_CONTEXT "${WIREBENCH_LINKS}"
!macroend
