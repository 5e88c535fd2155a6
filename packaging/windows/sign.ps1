<#
.SYNOPSIS
Signs Windows programs and installers, and verifies the signatures: sign.ps1 FILE...
.DESCRIPTION
The certificate comes from the environment, either way:
  WINDOWS_CERTIFICATE            a .pfx file in Base64, with WINDOWS_CERTIFICATE_PASSWORD
  WINDOWS_CERTIFICATE_THUMBPRINT of a certificate in the user's store (a token, or a cloud provider's key storage)
Without either nothing is signed: it says so loudly and ends with exit code 3, so that the caller can mark what it builds.
A signature is stamped by WINDOWS_TIMESTAMP_URL, so that it stays good after the certificate ends.
.EXAMPLE
packaging\windows\sign.ps1 dist\outtray\Outtray.exe dist\outtray\outtray-cli.exe
#>
[CmdletBinding()]
param(
    [Parameter(ValueFromRemainingArguments = $true)] [string[]] $Files = @(),
    [switch] $Help,
    # only says whether there is a certificate: exit code 0 or 3
    [switch] $Ask
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Stop-WithSentence([string] $Sentence) {
    [Console]::Error.WriteLine("sign: $Sentence")
    exit 1
}

function Find-SignTool {
    $onPath = Get-Command signtool.exe -ErrorAction SilentlyContinue
    if ($onPath) { return $onPath.Source }
    $kits = Join-Path ${env:ProgramFiles(x86)} 'Windows Kits\10\bin'
    $found = Get-ChildItem -Path (Join-Path $kits '*\x64\signtool.exe') -ErrorAction SilentlyContinue |
        Sort-Object { [version] $_.Directory.Parent.Name } | Select-Object -Last 1
    if (-not $found) { Stop-WithSentence 'signtool.exe was not found. Install the Windows SDK (its signing tools), then run this again.' }
    return $found.FullName
}

if ($Help) { Get-Help $PSCommandPath -Full; exit 0 }
$pfx = $env:WINDOWS_CERTIFICATE
$thumbprint = $env:WINDOWS_CERTIFICATE_THUMBPRINT
if (-not $pfx -and -not $thumbprint) {
    if (-not $Ask) {
        Write-Warning 'NOT SIGNED: neither WINDOWS_CERTIFICATE nor WINDOWS_CERTIFICATE_THUMBPRINT is set. Windows warns everyone who starts this build.'
    }
    exit 3
}
if ($Ask) { exit 0 }
if ($Files.Count -eq 0) { Stop-WithSentence 'Name the files to sign.' }
foreach ($file in $Files) {
    if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { Stop-WithSentence "There is no file $file. Build it first." }
}
if (-not $env:WINDOWS_TIMESTAMP_URL) {
    Stop-WithSentence "WINDOWS_TIMESTAMP_URL is not set. Give the address of the certificate's time stamp service."
}

$tool = Find-SignTool
$temporary = $null
try {
    if ($pfx) {
        $temporary = Join-Path ([IO.Path]::GetTempPath()) ("outtray-" + [Guid]::NewGuid().ToString('N') + '.pfx')
        try { [IO.File]::WriteAllBytes($temporary, [Convert]::FromBase64String($pfx)) }
        catch [FormatException] { Stop-WithSentence 'WINDOWS_CERTIFICATE is not Base64. Encode the .pfx file anew.' }
        $certificate = @('/f', $temporary)
        if ($env:WINDOWS_CERTIFICATE_PASSWORD) { $certificate += @('/p', $env:WINDOWS_CERTIFICATE_PASSWORD) }
    }
    else { $certificate = @('/sha1', $thumbprint) }

    # Time stamp services fail now and then; a few tries save a release.
    $signed = $false
    foreach ($try in 1..4) {
        & $tool sign /fd SHA256 /td SHA256 /tr $env:WINDOWS_TIMESTAMP_URL /d Outtray @certificate @Files
        if ($LASTEXITCODE -eq 0) { $signed = $true; break }
        if ($try -lt 4) { Start-Sleep -Seconds (5 * $try) }
    }
    if (-not $signed) { Stop-WithSentence 'signtool could not sign. Its lines above say why: the certificate, its password, or the time stamp service.' }
}
finally {
    if ($temporary) { Remove-Item -LiteralPath $temporary -Force -ErrorAction SilentlyContinue }
}
& $tool verify /pa /tw @Files
if ($LASTEXITCODE -ne 0) { Stop-WithSentence 'A signature does not verify. Do not publish these files.' }
Write-Output "sign: signed and verified: $($Files -join ', ')"
