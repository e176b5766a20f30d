namespace Dashboard.Web.Components.States;

/// <summary>The colours of the states; style sheet, charts and exported pictures all take them from here.</summary>
public static class StatePalette
{
    public static StateColour Light(ShownState state) =>
        state switch
        {
            ShownState.Verified => new("#075e57", "#dff1ee"),
            ShownState.VerifiedNow => new("#075e57", "#ffffff"),
            ShownState.Encrypted => new("#6f4a00", "#fbefd5"),
            ShownState.Unencrypted => new("#96191c", "#fbe5e3"),
            ShownState.Refused or ShownState.HeldBack or ShownState.HeldBackByDane => new(
                "#5f2a92",
                "#f0e6f9"
            ),
            ShownState.NotMeasured => new("#45505a", "#e9edf0"),
            _ => new("#45505a", "#ffffff"),
        };

    public static StateColour Dark(ShownState state) =>
        state switch
        {
            ShownState.Verified => new("#7fd6ca", "#10332f"),
            ShownState.VerifiedNow => new("#7fd6ca", "#1a222b"),
            ShownState.Encrypted => new("#f0c470", "#372b10"),
            ShownState.Unencrypted => new("#ffa69f", "#421a1b"),
            ShownState.Refused or ShownState.HeldBack or ShownState.HeldBackByDane => new(
                "#d3aef7",
                "#2f1e44"
            ),
            ShownState.NotMeasured => new("#bac4cc", "#29323b"),
            _ => new("#bac4cc", "#1a222b"),
        };

    /// <summary>As in a class or variable of the style sheet.</summary>
    public static string Name(ShownState state) =>
        state switch
        {
            ShownState.Verified => "verified",
            ShownState.VerifiedNow => "verified-now",
            ShownState.Encrypted => "encrypted",
            ShownState.Unencrypted => "unencrypted",
            ShownState.Refused => "refused",
            ShownState.HeldBack => "held-back",
            ShownState.HeldBackByDane => "held-back-by-dane",
            ShownState.NotMeasured => "not-measured",
            ShownState.NoDomain => "no-domain",
            _ => "no-mail",
        };
}
