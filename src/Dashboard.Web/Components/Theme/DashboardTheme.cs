using MudBlazor;

namespace Dashboard.Web.Components.Theme;

/// <summary>Our own look: ink on paper, one calm blue, and room for the six states to speak.</summary>
internal static class DashboardTheme
{
    private static readonly string[] Text =
    [
        "Atkinson Hyperlegible Next",
        "system-ui",
        "Segoe UI",
        "Helvetica Neue",
        "Arial",
        "sans-serif",
    ];

    public static MudTheme Create() =>
        new()
        {
            PaletteLight = new PaletteLight
            {
                Primary = "#17456b",
                PrimaryContrastText = "#ffffff",
                Secondary = "#45505a",
                SecondaryContrastText = "#ffffff",
                Info = "#17456b",
                Success = "#075e57",
                Warning = "#6f4a00",
                Error = "#96191c",
                Background = "#f6f6f3",
                BackgroundGray = "#ecece7",
                Surface = "#ffffff",
                TextPrimary = "#18222c",
                TextSecondary = "#48545f",
                ActionDefault = "#48545f",
                LinesDefault = "#d5d8d6",
                LinesInputs = "#67737d",
                TableLines = "#d5d8d6",
                Divider = "#d5d8d6",
            },
            PaletteDark = new PaletteDark
            {
                Primary = "#9cc7ee",
                PrimaryContrastText = "#0d1a26",
                Secondary = "#bac4cc",
                SecondaryContrastText = "#0d1a26",
                Info = "#9cc7ee",
                Success = "#7fd6ca",
                Warning = "#f0c470",
                Error = "#ffa69f",
                Background = "#11171d",
                BackgroundGray = "#0c1116",
                Surface = "#1a222b",
                TextPrimary = "#eaeef1",
                TextSecondary = "#b6c0c9",
                ActionDefault = "#b6c0c9",
                LinesDefault = "#35404a",
                LinesInputs = "#8b97a2",
                TableLines = "#35404a",
                Divider = "#35404a",
            },
            Typography = new Typography
            {
                Default = new DefaultTypography
                {
                    FontFamily = Text,
                    FontSize = "1.0625rem",
                    LineHeight = "1.55",
                    LetterSpacing = "normal",
                },
                Button = new ButtonTypography
                {
                    FontFamily = Text,
                    FontSize = "1.0625rem",
                    FontWeight = "600",
                    LetterSpacing = "normal",
                    TextTransform = "none",
                },
            },
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        };
}
