using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Keeps the evidence of a domain storable: each session is bounded, and a domain can name hundreds of addresses that all say as
/// much as they may. Addresses beyond the budget become ones that were not looked at, which no verdict calls good: pure.
/// </summary>
internal static class EvidenceBudget
{
    /// <summary>Characters of JSON of all addresses together. A domain with ten hosts of honest servers has some 200,000.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>The most that JSON makes of one character.</summary>
    private const int Escaped = 6;

    public static IReadOnlyList<HostObservation> Fit(IReadOnlyList<HostObservation> hosts)
    {
        if (
            hosts.Sum(host => host.Addresses.Sum(address => (long)AtLeast(address))) * Escaped
            <= MostCharacters
        )
        {
            return hosts;
        }
        var room = MostCharacters;
        return
        [
            .. hosts.Select(host =>
                host with
                {
                    Addresses = [.. host.Addresses.Select(address => Fit(address, ref room))],
                }
            ),
        ];
    }

    /// <summary>
    /// The same for the questions about TLS, which come after: where there is no room for them they are not kept, so that their
    /// sub-tests are not measured.
    /// </summary>
    public static IReadOnlyList<HostObservation> FitExaminations(
        IReadOnlyList<HostObservation> hosts
    )
    {
        var room = MostCharacters;
        return
        [
            .. hosts.Select(host =>
                host with
                {
                    Addresses =
                    [
                        .. host.Addresses.Select(address => FitExamination(address, ref room)),
                    ],
                }
            ),
        ];
    }

    private static AddressObservation FitExamination(AddressObservation address, ref int room)
    {
        if (address.Examination is not { } examination)
        {
            return address;
        }
        var size = JsonSerializer
            .SerializeToUtf8Bytes(examination, EvidenceJson.TlsExamination)
            .Length;
        if (size <= room)
        {
            room -= size;
            return address;
        }
        return address with
        {
            Examination = examination with
            {
                Answers = [],
                Certificates = [],
                End = Core.Inbound.TlsNcsc.TlsExaminationEnd.OwnLimit,
            },
        };
    }

    private static AddressObservation Fit(AddressObservation address, ref int room)
    {
        var size = JsonSerializer
            .SerializeToUtf8Bytes(address, EvidenceJson.AddressObservation)
            .Length;
        if (size <= room)
        {
            room -= size;
            return address;
        }
        return new AddressObservation
        {
            Address = address.Address,
            Disposition = AddressDisposition.BeyondLimit,
        };
    }

    /// <summary>Of what the other side decides; the rest is small.</summary>
    private static int AtLeast(AddressObservation address) =>
        address.Attempts.Sum(AtLeast)
        + (address.OtherCertificate is { } other ? AtLeast(other) : 0)
        + (address.LegacyHandshake is { } old ? AtLeast(old) : 0)
        + address.Sightings.Sum(sighting => sighting.Session is { } session ? AtLeast(session) : 0);

    private static int AtLeast(StartTlsObservation session) =>
        session.Transcript.Sum(line => line.Text.Length)
        + new[]
        {
            session.Greeting,
            session.Ehlo,
            session.Helo,
            session.StartTls,
            session.EhloAfterTls,
        }.Sum(reply => reply?.Lines.Sum(line => line.Length) ?? 0)
        + (session.Fault?.Detail?.Length ?? 0)
        + (session.Handshake is { } handshake ? AtLeast(handshake) : 0);

    /// <summary>Names and dates are within the DER.</summary>
    private static int AtLeast(TlsHandshake handshake) =>
        handshake.Chain.Certificates.Sum(certificate => 2 * certificate.Der.Length);
}
