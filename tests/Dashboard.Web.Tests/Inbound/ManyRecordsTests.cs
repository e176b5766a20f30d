using System.Net;
using Bunit;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>A host with very many records stays readable, and nothing of it is left out.</summary>
public sealed class ManyRecordsTests
{
    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(8, 8, 0)]
    [InlineData(40, 8, 32)]
    public void Table_tells_the_first_and_keeps_the_others_to_be_opened(
        int records,
        int told,
        int folded
    )
    {
        using var context = new ComponentContext();

        var table = context.Render<TlsaTable>(parameters =>
            parameters.Add(c => c.Host, Host(records, matching: null))
        );

        table.FindAll("details tbody tr").Count.ShouldBe(folded);
        table.FindAll("tbody tr").Count.ShouldBe(told + folded);
    }

    [Fact]
    public void Record_that_matches_is_told_wherever_it_stands()
    {
        using var context = new ComponentContext();

        var table = context.Render<TlsaTable>(parameters =>
            parameters.Add(c => c.Host, Host(40, matching: 39))
        );

        table.FindAll("details tbody tr").Count.ShouldBe(32);
        table
            .FindAll("tbody tr")
            .Single(row =>
                row.TextContent.Contains("certificaat van de server", StringComparison.Ordinal)
            )
            .Closest("details")
            .ShouldBeNull();
    }

    [Fact]
    public void Finding_about_many_records_is_told_three_times_and_the_others_can_be_opened()
    {
        using var context = new ComponentContext();
        var reasons = Enumerable
            .Range(0, 10)
            .Select(i => new VerdictReason
            {
                Slug = ReasonSlug.TlsaUnmatchedExtra,
                Severity = ReasonSeverity.Note,
                Facts = new Dictionary<string, string> { ["record"] = $"{i}" },
            })
            .Append(new() { Slug = ReasonSlug.NoMatch, Severity = ReasonSeverity.Fault })
            .ToList();

        var list = context.Render<ReasonList>(parameters =>
            parameters.Add(c => c.Reasons, reasons)
        );

        list.FindAll(".reason").Count.ShouldBe(11);
        list.FindAll("details .reason").Count.ShouldBe(7);
        list.Find(".reason").ClassList.ShouldContain("severity-fault");
        list.Find("summary").TextContent.ShouldContain("7");
    }

    private static HostVerdict Host(int records, int? matching)
    {
        var host = Samples.Verdict().Hosts[0];
        return host with
        {
            Policy = host.Policy with
            {
                Tlsa =
                [
                    .. Enumerable
                        .Range(0, records)
                        .Select(i => new AssessedTlsa(
                            new TlsaRecord(3, 1, 1, OctetString.FromHex($"{i:x2}"))
                        )),
                ],
            },
            Addresses =
            [
                host.Addresses[0] with
                {
                    Certificates = matching is { } index
                        ?
                        [
                            new()
                            {
                                KeyType = CertificateKeyType.Ecdsa,
                                Outcome = AddressOutcome.Authenticated,
                                Matches = [new(index, 0, Authenticates: true)],
                            },
                        ]
                        : [],
                },
            ],
        };
    }
}
