using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>What a level counts for by the contract of docs/tls-ncsc.md, said again here and not taken from the rules.</summary>
internal static class TlsViews
{
    public static ExpectedLevel Of(string subTest, NcscMethod method, string? level)
    {
        var outcome = level switch
        {
            null => "not-counted",
            "insufficient" => "failed",
            "phase-out" => "warning",
            "good" or "sufficient" => "passed",
            _ => level,
        };
        return new ExpectedLevel(
            level ?? "not-applicable",
            subTest switch
            {
                TlsSubTest.EarlyData => "not-counted",
                TlsSubTest.ClientRenegotiation when outcome == "failed" => "info",
                _ => outcome,
            },
            subTest switch
            {
                TlsSubTest.ClientRenegotiation when outcome == "failed" => "warning",
                // No hybrid group is a note.
                TlsSubTest.Groups when method == NcscMethod.Ncsc2025 && outcome == "passed" =>
                    "info",
                _ => outcome,
            }
        );
    }
}
