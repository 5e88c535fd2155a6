"""The Info.plist of Outtray.app, as PyInstaller's BUNDLE takes it (packaging/outtray.spec adds the icon and the executable's name).

The sentences of the questions that macOS asks stand here in English and in en.lproj and zh-Hans.lproj for translation.
"""

BUNDLE_ID = "app.outtray.Outtray"

USAGE = {
    "NSDownloadsFolderUsageDescription": "Outtray saves your results in Downloads/Outtray.",
    "NSDocumentsFolderUsageDescription": "Outtray saves and shows your results in the folder you chose in Documents.",
    "NSDesktopFolderUsageDescription": "Outtray saves and shows your results in the folder you chose on the Desktop.",
    "NSRemovableVolumesUsageDescription": "Outtray saves and shows your results in the folder you chose on this drive.",
    "NSNetworkVolumesUsageDescription": "Outtray saves and shows your results in the folder you chose on this network drive.",
    "NSLocalNetworkUsageDescription": "Outtray asks a provider in your own network about your tasks, where you gave its address.",
}
"""What macOS shows when the program first touches each place. Notifications need none; for keys the keychain itself asks."""


def info_plist(version: str) -> dict[str, object]:
    """Return the keys of the Info.plist for `version`.

    NSAppSleepDisabled is left out on purpose: an idle Outtray may nap like any other. While tasks are watched or saved the program
    itself asks macOS for an activity, which ends with them.
    """
    return {
        "CFBundleIdentifier": BUNDLE_ID,
        "CFBundleName": "Outtray",
        "CFBundleDisplayName": "Outtray",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh-Hans"],
        "CFBundleURLTypes": [{"CFBundleURLName": BUNDLE_ID, "CFBundleURLSchemes": ["outtray"], "CFBundleTypeRole": "Viewer"}],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Text with task ids",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.plain-text", "public.json", "public.comma-separated-values-text"],
            }
        ],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "14.0",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSPrincipalClass": "NSApplication",
        "NSHumanReadableCopyright": "MIT licence",
        **USAGE,
    }
