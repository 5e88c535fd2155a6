; The installer for Windows, made by build.ps1:  ISCC /DAppVersion=… [/DSuffix=-unsigned] [/DSigned /Souttray=…] outtray.iss
; Save this file and the .isl as UTF-8 with a byte order mark: the compiler takes them for the system's code page otherwise.

#ifndef AppVersion
  #error Say which version this is: /DAppVersion=1.2.3 (build.ps1 takes it from desktop/__init__.py)
#endif
#ifndef Suffix
  #define Suffix ""
#endif
#ifndef Bundle
  #define Bundle "..\..\dist\outtray"
#endif
#ifndef Output
  #define Output "..\..\dist"
#endif

#define Name "Outtray"
#define Home "https://outtray.app"
#define Program "Outtray.exe"
#define Terminal "outtray-cli.exe"
#define ModelId "Outtray.Outtray"

[Setup]
; The one thing that may never change: by it an update finds what it replaces.
AppId={{583D6912-844F-402D-AD9F-B436207DE4ED}
AppName={#Name}
AppVersion={#AppVersion}
AppVerName={#Name} {#AppVersion}
AppPublisher={#Name}
AppPublisherURL={#Home}
AppSupportURL={#Home}
AppUpdatesURL={#Home}
VersionInfoDescription={#Name} {#AppVersion}
; For one user and without an administrator, below %LOCALAPPDATA%\Programs; who wants it for all users is asked for consent.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
; Qt 6.12 needs Windows 10 1809; the wheels in the bundle are for x64 (which Windows 11 on ARM runs as well).
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; A running Outtray is closed by its user, who is then asked about results that aren't saved yet (desktop/storage/running_mark.py
; makes the mutex). What holds a file all the same (a virus scanner, a terminal) Windows' restart manager is asked about.
AppMutex={#ModelId}
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto
SetupIconFile=outtray.ico
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Name}
OutputDir={#Output}
OutputBaseFilename=outtray-{#AppVersion}-windows-x64-setup{#Suffix}
#ifdef Signed
SignTool=outtray
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
; Inno Setup brings no Chinese. Ours stands over its English, so that a text that is new in Inno Setup appears in English.
Name: "zh"; MessagesFile: "compiler:Default.isl,ChineseSimplified.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; The libraries of the version before; a file that is gone from the new one must not be found and loaded.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
; Without the id in the shortcut Windows shows the notifications without a name and the taskbar groups windows wrongly.
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"; AppUserModelID: "{#ModelId}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; AppUserModelID: "{#ModelId}"; Tasks: desktopicon

[Registry]
; Links outtray:…  HKA is HKCU for one user and HKLM for all. The link is one quoted argument after “--”, whatever it holds.
Root: HKA; Subkey: "Software\Classes\outtray"; ValueType: string; ValueName: ""; ValueData: "URL:{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\outtray"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\outtray\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\{#Program},0"
Root: HKA; Subkey: "Software\Classes\outtray\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" open -- ""%1"""
; “Open with” of files that hold task ids. No file type becomes Outtray's.
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".txt"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".json"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".csv"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" open -- ""%1"""
; Starting at login is switched on and off in Outtray; what it wrote goes with it.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "{#Name}"; Flags: dontcreatekey uninsdeletevalue
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"; ValueType: none; ValueName: "{#Name}"; Flags: dontcreatekey uninsdeletevalue

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[CustomMessages]
en.AskKeys=Also delete your keys from Windows' Credential Manager?%n%nIf you keep them, Outtray finds them again when you install it anew.
en.KeysStayed=Your keys could not be deleted.%n%nYou can delete them yourself: open Credential Manager from the Start menu, choose Windows Credentials, and remove the entries that begin with “outtray/”.
en.AskData=Also delete your task list, settings and accounts?%n%nYour saved files stay where they are in any case. If you keep the list, Outtray shows it again when you install it anew.
en.DataStayed=Some of your data could not be deleted. It lies in “%1”.
en.RescuedStayed=Results that could not be saved to your own folder are kept in “%1”. Move them before you delete them.
en.SharedStays=Task lists and keys of this computer's users are kept. Each user's list lies in %%LOCALAPPDATA%%\Outtray, each user's keys in Windows' Credential Manager under “outtray/”.
zh.AskKeys=是否同时从 Windows 凭据管理器中删除你的密钥？%n%n如果保留，重新安装 Outtray 后可以继续使用。
zh.KeysStayed=无法删除你的密钥。%n%n你可以自行删除：从“开始”菜单打开“凭据管理器”，选择“Windows 凭据”，移除以“outtray/”开头的条目。
zh.AskData=是否同时删除你的任务列表、设置和账户？%n%n已保存的文件无论如何都会留在原处。如果保留列表，重新安装 Outtray 后会再次显示。
zh.DataStayed=部分数据无法删除，它们位于“%1”。
zh.RescuedStayed=未能保存到你自己文件夹的结果保留在“%1”。删除之前请先移走它们。
zh.SharedStays=这台电脑上各用户的任务列表和密钥均予保留：列表位于各用户的 %%LOCALAPPDATA%%\Outtray，密钥位于 Windows 凭据管理器中“outtray/”下。

[Code]
const
  Rescued = 'rescued';

function DataFolder: String;
begin
  { where desktop/storage/paths.py keeps the default profile }
  Result := ExpandConstant('{localappdata}\{#Name}');
end;

function HasContent(Folder: String): Boolean;
var
  Found: TFindRec;
begin
  Result := False;
  if FindFirst(Folder + '\*', Found) then
  try
    repeat
      if (Found.Name <> '.') and (Found.Name <> '..') then
        Result := True;
    until Result or not FindNext(Found);
  finally
    FindClose(Found);
  end;
end;

{ Both questions keep what they ask about unless the user says otherwise; an unattended removal keeps both. }
function Wanted(Question: String): Boolean;
begin
  Result := SuppressibleMsgBox(CustomMessage(Question), mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES;
end;

procedure ForgetKeys;
var
  Code: Integer;
  Done: Boolean;
begin
  { The program's own verb knows which entries are its own. It reads the accounts, so it comes before the data goes. }
  Done := Exec(ExpandConstant('{app}\{#Terminal}'), 'account forget-keys --yes', '', SW_HIDE, ewWaitUntilTerminated, Code);
  if not Done or (Code <> 0) then
    SuppressibleMsgBox(CustomMessage('KeysStayed'), mbError, MB_OK, IDOK);
end;

procedure DeleteData;
var
  Found: TFindRec;
  Keep: Boolean;
begin
  Keep := HasContent(DataFolder + '\' + Rescued);
  if FindFirst(DataFolder + '\*', Found) then
  try
    repeat
      if (Found.Name <> '.') and (Found.Name <> '..') and not (Keep and (CompareText(Found.Name, Rescued) = 0)) then
        if Found.Attributes and FILE_ATTRIBUTE_DIRECTORY <> 0 then
          DelTree(DataFolder + '\' + Found.Name, True, True, True)
        else
          DeleteFile(DataFolder + '\' + Found.Name);
    until not FindNext(Found);
  finally
    FindClose(Found);
  end;
  if Keep then
    SuppressibleMsgBox(FmtMessage(CustomMessage('RescuedStayed'), [DataFolder + '\' + Rescued]), mbInformation, MB_OK, IDOK)
  else if not RemoveDir(DataFolder) and DirExists(DataFolder) then
    SuppressibleMsgBox(FmtMessage(CustomMessage('DataStayed'), [DataFolder]), mbError, MB_OK, IDOK);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step <> usUninstall then
    Exit;
  { Removed by an administrator for all users, the folders and keys in reach may be another person's. }
  if IsAdminInstallMode then
    SuppressibleMsgBox(CustomMessage('SharedStays'), mbInformation, MB_OK, IDOK)
  else begin
    if Wanted('AskKeys') then
      ForgetKeys;
    if DirExists(DataFolder) and Wanted('AskData') then
      DeleteData;
  end;
end;
