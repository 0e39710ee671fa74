; The set-up for one person: no administrator's rights, Japanese and English, /S asks nothing.
; Each version has a folder of its own. A new one is unpacked beside the old one and takes its place by renaming, once it is
; whole: a set-up that was cut off changed nothing, and a program that is running keeps its files.
; Errors: 2 the program is running, 3 a newer version is installed, 4 files cannot be written.
Target amd64-unicode
!include MUI2.nsh
!include WordFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Shomei"
!define SCHEME "Software\Classes\shomei"

Name "Shomei"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Shomei"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
BrandingText "Shomei ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Shomei"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileDescription "Shomei"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "Shomei"

!define MUI_ICON "files\shomei.ico"
!define MUI_UNICON "files\shomei.ico"
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Run
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"

LangString WelcomeTitle ${LANG_ENGLISH} "Install Shomei ${VERSION}"
LangString WelcomeTitle ${LANG_JAPANESE} "Shomei ${VERSION} のインストール"
!ifdef RUNTIME
LangString WelcomeText ${LANG_ENGLISH} "The app that gets and renews the certificate for your internet banking.$\r$\n$\r$\nIt is installed for you alone, and no administrator's rights are needed. If an older version is open, it can stay open; the new one is used from the next start."
LangString WelcomeText ${LANG_JAPANESE} "インターネットバンキングの証明書を取得・更新するアプリです。$\r$\n$\r$\nお使いの方だけにインストールされ、管理者の権限は要りません。前のバージョンを開いたままでもインストールできます。新しいバージョンは、次に起動したときから使われます。"
!else
LangString WelcomeText ${LANG_ENGLISH} "The app that gets and renews the certificate for your internet banking.$\r$\n$\r$\nIt is installed for you alone, and no administrator's rights are needed. If an older version is open, it can stay open; the new one is used from the next start.$\r$\n$\r$\nThe app needs Java 25 (64 bit), which this set-up does not bring. If your PC does not have it yet, install it first, for example Eclipse Temurin 25 (JRE) from adoptium.net, and switch on JAVA_HOME in its set-up; or ask whoever looks after your PC."
LangString WelcomeText ${LANG_JAPANESE} "インターネットバンキングの証明書を取得・更新するアプリです。$\r$\n$\r$\nお使いの方だけにインストールされ、管理者の権限は要りません。前のバージョンを開いたままでもインストールできます。新しいバージョンは、次に起動したときから使われます。$\r$\n$\r$\nこのアプリを使うには Java 25（64 ビット）が必要ですが、このセットアップには含まれていません。まだない場合は、先に Eclipse Temurin 25（JRE）などを adoptium.net から、JAVA_HOME を設定する項目を選んでインストールするか、パソコンの管理をしている方にご相談ください。"
!endif
LangString Running ${LANG_ENGLISH} "Shomei is open. Please close its window and try again."
LangString Running ${LANG_JAPANESE} "Shomei が開いています。画面を閉じて、もう一度お試しください。"
LangString Newer ${LANG_ENGLISH} "A newer version of Shomei is installed ($1). It stays as it is."
LangString Newer ${LANG_JAPANESE} "より新しいバージョンの Shomei（$1）がインストールされています。何も変更しませんでした。"
LangString Unwritten ${LANG_ENGLISH} "The files could not be written. The disk may be full. What was installed before is unchanged."
LangString Unwritten ${LANG_JAPANESE} "ファイルを書き込めませんでした。ディスクの空きが足りない可能性があります。以前の状態は変わっていません。"
LangString Stays ${LANG_ENGLISH} "Your certificates stay on this PC."
LangString Stays ${LANG_JAPANESE} "証明書はこのパソコンに残ります。"

; Whether a version's folder is in use: a program that is running holds its jar, which then cannot be renamed.
; in: $0 the folder, out: $1 is "" where it can be removed
!macro InUse un
Function ${un}InUse
  StrCpy $1 ""
  ${If} ${FileExists} "$0\shomei-desktop.jar"
    ClearErrors
    Rename "$0\shomei-desktop.jar" "$0\shomei-desktop.jar.free"
    ${If} ${Errors}
      StrCpy $1 "in use"
    ${Else}
      Rename "$0\shomei-desktop.jar.free" "$0\shomei-desktop.jar"
    ${EndIf}
  ${EndIf}
FunctionEnd
!macroend
!insertmacro InUse ""
!insertmacro InUse "un."

Function Run
  Exec '"$INSTDIR\app-${VERSION}\shomei.exe"'
FunctionEnd

Function .onInit
  ReadRegStr $1 HKCU "${KEY}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 = 1
      MessageBox MB_OK|MB_ICONINFORMATION "$(Newer)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  RMDir /r "$INSTDIR\new"
  SetOutPath "$INSTDIR\new"
  ClearErrors
  SetOverwrite try
  File /r "${STAGE}/*"
  ${If} ${Errors}
    SetOutPath "$INSTDIR"
    RMDir /r "$INSTDIR\new"
    MessageBox MB_OK|MB_ICONSTOP "$(Unwritten)" /SD IDOK
    SetErrorLevel 4
    Abort
  ${EndIf}
  SetOutPath "$INSTDIR"

  ; the same version again
again:
  StrCpy $0 "$INSTDIR\app-${VERSION}"
  Call InUse
  ${If} $1 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY again
    RMDir /r "$INSTDIR\new"
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "$0"
  ClearErrors
  Rename "$INSTDIR\new" "$0"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(Unwritten)" /SD IDOK
    SetErrorLevel 4
    Abort
  ${EndIf}

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${SCHEME}" "" "URL:Shomei"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" '"$0\shomei.exe",0'
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$0\shomei.exe" "%1"'
  CreateShortCut "$SMPROGRAMS\Shomei.lnk" "$0\shomei.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Shomei"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" '"$0\shomei.exe",0'
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1

  ; those before, but for one that is running: the next set-up removes that
  FindFirst $3 $4 "$INSTDIR\app-*"
  ${DoWhile} $4 != ""
    ${If} $4 != "app-${VERSION}"
      StrCpy $0 "$INSTDIR\$4"
      Call InUse
      ${If} $1 == ""
        RMDir /r "$0"
      ${EndIf}
    ${EndIf}
    FindNext $3 $4
  ${Loop}
  FindClose $3
SectionEnd

Section "Uninstall"
  DetailPrint "$(Stays)"
again:
  StrCpy $5 ""
  FindFirst $3 $4 "$INSTDIR\app-*"
  ${DoWhile} $4 != ""
    StrCpy $0 "$INSTDIR\$4"
    Call un.InUse
    StrCpy $5 "$5$1"
    FindNext $3 $4
  ${Loop}
  FindClose $3
  ${If} $5 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Abort
  ${EndIf}

  FindFirst $3 $4 "$INSTDIR\app-*"
  ${DoWhile} $4 != ""
    RMDir /r "$INSTDIR\$4"
    FindNext $3 $4
  ${Loop}
  FindClose $3
  RMDir /r "$INSTDIR\new"
  Delete "$SMPROGRAMS\Shomei.lnk"
  DeleteRegKey HKCU "${SCHEME}"
  DeleteRegKey HKCU "${KEY}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd

!uninstfinalize '${SIGN} "%1"'
