<#
.SYNOPSIS
Builds the Windows installer from a checkout: build.ps1 [-Python python] [-SkipSmokeTest]
.DESCRIPTION
Makes a virtual environment with the hashed requirements, freezes the program into dist\outtray, runs packaging\smoke_test.py
against it, signs the two programs, and has Inno Setup make dist\outtray-VERSION-windows-x64-setup.exe (signed as well).
Without a certificate (see sign.ps1) the installer's name ends in -unsigned. Needs Python 3.12 or newer for x64 and Inno Setup 6.3
or newer.
#>
[CmdletBinding()]
param(
    [string] $Python = 'python',
    [switch] $SkipSmokeTest,
    [switch] $Help
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
if ($Help) { Get-Help $PSCommandPath -Full; exit 0 }

function Stop-WithSentence([string] $Sentence) {
    [Console]::Error.WriteLine("build: $Sentence")
    exit 1
}

# PowerShell goes on after a program that failed; this does not.
function Invoke-Step([string] $Failure, [string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { Stop-WithSentence "$Failure (exit code $LASTEXITCODE). The lines above say why." }
}

function Find-InnoSetup {
    $onPath = Get-Command ISCC.exe -ErrorAction SilentlyContinue
    if ($onPath) { return $onPath.Source }
    foreach ($root in @(${env:ProgramFiles(x86)}, $env:ProgramFiles, (Join-Path $env:LOCALAPPDATA 'Programs'))) {
        $there = if ($root) { Join-Path $root 'Inno Setup 6\ISCC.exe' }
        if ($there -and (Test-Path -LiteralPath $there)) { return $there }
    }
    Stop-WithSentence 'Inno Setup 6 was not found. Install it, then run this again.'
}

$root = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
Set-Location -LiteralPath $root
$inno = Find-InnoSetup

if (-not (Get-Command $Python -ErrorAction SilentlyContinue)) { Stop-WithSentence "There is no $Python. Install Python 3.13 for x64, then run this again." }
Invoke-Step 'Python 3.12 or newer for x64 is needed' $Python @('-c', 'import struct, sys; sys.exit(sys.version_info < (3, 12) or struct.calcsize("P") != 8)')
$venv = Join-Path $root 'build\venv'
Invoke-Step 'The virtual environment could not be made' $Python @('-m', 'venv', '--clear', $venv)
$py = Join-Path $venv 'Scripts\python.exe'
Invoke-Step 'The packages could not be installed' $py @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input',
    '--require-hashes', '--requirement', 'packaging\requirements\dev.txt')

$version = & $py -c 'import desktop; print(desktop.__version__)'
if ($LASTEXITCODE -ne 0 -or -not $version) { Stop-WithSentence 'The version could not be read from desktop\__init__.py.' }
Write-Output "build: Outtray $version for Windows x64"

New-Item -ItemType Directory -Force -Path (Join-Path $root 'build') | Out-Null
$resource = & $py 'packaging\windows\version_info.py'
if ($LASTEXITCODE -ne 0) { Stop-WithSentence 'The version resource could not be made by packaging\windows\version_info.py.' }
[IO.File]::WriteAllLines((Join-Path $root 'build\version_info.txt'), [string[]] $resource)

Invoke-Step 'The program could not be frozen' $py @('-m', 'tools.package', 'bundle', '--channel', 'windows')
$bundle = Join-Path $root 'dist\outtray'
if (-not $SkipSmokeTest) {
    Invoke-Step 'The frozen program failed its smoke test' $py @('packaging\smoke_test.py', (Join-Path $bundle 'outtray-cli.exe'))
}

$sign = Join-Path $PSScriptRoot 'sign.ps1'
$shell = (Get-Process -Id $PID).Path
& $shell -NoProfile -ExecutionPolicy Bypass -File $sign -Ask
$signed = $LASTEXITCODE -eq 0
$arguments = @('/Qp', "/DAppVersion=$version")
if ($signed) {
    Invoke-Step 'The programs could not be signed' $shell @('-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', $sign,
        (Join-Path $bundle 'Outtray.exe'), (Join-Path $bundle 'outtray-cli.exe'))
    # Inno Setup has the installer and the uninstaller signed: $q is a quote and $f the file, in its own words.
    $arguments += @('/DSigned', ('/Souttray=$q{0}$q -NoProfile -ExecutionPolicy Bypass -File $q{1}$q $f' -f $shell, $sign))
    $suffix = ''
}
else {
    Write-Warning 'NOT SIGNED: no certificate is set (see sign.ps1). The installer gets the suffix -unsigned; do not publish it.'
    $suffix = '-unsigned'
    $arguments += "/DSuffix=$suffix"
}
Invoke-Step 'Inno Setup could not make the installer' $inno ($arguments + (Join-Path $PSScriptRoot 'outtray.iss'))

$installer = Join-Path $root "dist\outtray-$version-windows-x64-setup$suffix.exe"
if (-not (Test-Path -LiteralPath $installer)) { Stop-WithSentence "Inno Setup reported success, but there is no $installer." }
$hash = (Get-FileHash -Algorithm SHA256 -LiteralPath $installer).Hash.ToLowerInvariant()
Write-Output "build: $installer"
Write-Output "build: SHA-256 $hash"
