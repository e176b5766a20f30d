using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Probes.Inbound.TlsNcsc;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>What a round measures.</summary>
internal static class RoundProfiles
{
    /// <summary>STARTTLS, DANE and DNSSEC alone.</summary>
    public const string Dane = "dane";

    /// <summary>The related standards too, and TLS by NCSC with the questions of a round.</summary>
    public const string Round = "round";

    /// <summary>The same with all questions about TLS.</summary>
    public const string Full = "full";

    /// <summary>Of a round whose profile nobody names.</summary>
    public static string UnlessSaid(TlsNcscOptions options) =>
        string.IsNullOrEmpty(options.Profile) ? Round : options.Profile;

    public static bool Exists(string profile) => profile is Dane or Round or Full;

    public static bool HasRelatedStandards(string profile) => profile is Round or Full;

    /// <summary>Which questions about TLS are put to the mail servers; null for none.</summary>
    public static TlsProfile? TlsOf(string profile) =>
        profile switch
        {
            Round => TlsProfile.Round,
            Full => TlsProfile.Full,
            _ => null,
        };
}
