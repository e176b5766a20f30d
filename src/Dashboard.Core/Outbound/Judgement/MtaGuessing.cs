using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Guesses what software sends, by its confirmed name or by how it leaves after a certificate that does not match.</summary>
internal static class MtaGuessing
{
    private const int BadCertificate = 42; // RFC 8446 section 6

    private static readonly (string Suffix, MtaKind Kind)[] Names =
    [
        ("outbound.protection.outlook.com", MtaKind.ExchangeOnline),
        ("google.com", MtaKind.Gmail),
        ("iphmx.com", MtaKind.CiscoSecureEmail),
    ];

    public static MtaGuess? Of(SenderGroup group)
    {
        foreach (var (suffix, kind) in Names)
        {
            if (group.SourceNames.Any(name => name.IsAtOrBelow(DomainName.Parse(suffix))))
            {
                return new MtaGuess(kind, "source-name");
            }
        }
        var leaving = group
            .Sessions.Where(session =>
                session.Session is { Tls.CompletedAt: not null, Tls.ServerName: not null }
                && SessionReading.RefusalOf(session) == RefusalKind.AfterHandshake
            )
            .Select(session => session.Session)
            .ToList();
        if (leaving.Count == 0)
        {
            return null;
        }
        if (
            leaving.TrueForAll(session =>
                session is { End: SessionEnd.TlsAlert, Tls.Alert: BadCertificate }
            )
        )
        {
            return new MtaGuess(MtaKind.Exim, "alert-after-handshake");
        }
        return
            leaving.TrueForAll(session =>
                session.Commands.Where(command => command.OverTls).Select(c => c.Verb) is var said
                && said.All(verb => verb == SmtpVerb.Quit)
                && session.End is SessionEnd.Quit or SessionEnd.ClosedByClient
            ) && leaving.Exists(session => session.End == SessionEnd.Quit)
            ? new MtaGuess(MtaKind.Postfix, "quit-after-handshake")
            : null;
    }
}
