using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MailAuthentication;

/// <summary>What the probe asks next, by what it has.</summary>
public sealed class MailAuthenticationQuestionsTests
{
    private const string D = "example.nl";

    private static readonly string Eleven = string.Join(
        ' ',
        Enumerable.Range(0, 11).Select(i => $"include:i{i}.nl")
    );

    private sealed record Spf
    {
        public required string Name { get; init; }

        public required SpfObservation Seen { get; init; }

        public required string[] Asked { get; init; }
    }

    /// <summary>RFC 7208 section 4.6.4.</summary>
    private static readonly Spf[] OfSpf =
    [
        new()
        {
            Name = "nothing is known",
            Seen = new(),
            Asked = ["example.nl Txt"],
        },
        new()
        {
            Name = "records go before hosts, each once",
            Seen = Spf((D, "v=spf1 mx a:h.nl include:a.nl include:b.nl include:a.nl -all")),
            Asked = ["a.nl Txt", "b.nl Txt"],
        },
        new()
        {
            Name = "hosts, once the records are there",
            Seen = Spf((D, "v=spf1 mx mx a:h.nl exists:e.nl include:a.nl -all"), ("a.nl", null)),
            Asked = ["example.nl Mx", "h.nl A", "e.nl A"],
        },
        new()
        {
            Name = "IPv6, where a host has no IPv4",
            Seen = Spf((D, "v=spf1 a:h.nl -all")) with { Addresses = [Look.A("h.nl")] },
            Asked = ["h.nl Aaaa"],
        },
        new()
        {
            Name = "what depends on the message is not asked",
            Seen = Spf((D, "v=spf1 a:%{d}.nl include:%{d}.nl redirect=%{d}.nl")),
            Asked = [],
        },
        new()
        {
            Name = "ptr is not asked",
            Seen = Spf((D, "v=spf1 ptr ptr:a.nl -all")),
            Asked = [],
        },
        new()
        {
            Name = "too many lookups: more would change nothing",
            Seen = Spf((D, $"v=spf1 {Eleven} -all")),
            Asked = [],
        },
        new()
        {
            Name = "all is there",
            Seen = Spf((D, "v=spf1 ip4:192.0.2.1 -all")),
            Asked = [],
        },
    ];

    public static TheoryData<string> SpfNames => [.. OfSpf.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(SpfNames))]
    public void Spf_is_asked_until_nothing_is_open(string name)
    {
        var row = OfSpf.Single(each => each.Name == name);
        MailAuthenticationQuestions
            .OfSpf(Seen.Name(D), row.Seen)
            .Select(question => $"{question.Name} {question.Type}")
            .ShouldBe(row.Asked);
    }

    /// <summary>RFC 9989 section 4.10.1; above an own record only where what it asks of names below depends on it (section 4.7).</summary>
    [Theory]
    [InlineData("nothing is known", "", "a.example.nl")]
    [InlineData("no record", "a.example.nl=", "example.nl")]
    [InlineData("a record", "a.example.nl=p=reject", null)]
    [InlineData("as much below", "a.example.nl=p=reject;sp=reject;np=reject", null)]
    [InlineData("more below", "a.example.nl=p=none;sp=reject", null)]
    [InlineData("less below", "a.example.nl=p=reject;sp=none", "example.nl")]
    [InlineData("less of what does not exist", "a.example.nl=p=reject;np=none", "example.nl")]
    [InlineData("less below, one step on", "a.example.nl=p=reject;sp=none example.nl=", "nl")]
    [InlineData("less below, at the end", "a.example.nl=p=reject;sp=none example.nl= nl=", null)]
    [InlineData("less below, of itself", "a.example.nl=p=reject;sp=none;psd=n", null)]
    [InlineData("the end above", "a.example.nl=p=reject;sp=none example.nl=p=none;psd=n", null)]
    public void Dmarc_is_asked_up_to_what_decides(string _, string steps, string? next) =>
        (
            MailAuthenticationQuestions
                .NextDmarcStep(
                    Seen.Name("a.example.nl"),
                    Dmarc([
                        .. steps
                            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                            .Select(step => step.Split('=', 2))
                            .Select(pair =>
                                (pair[0], pair[1].Length == 0 ? null : $"v=DMARC1;{pair[1]}")
                            ),
                    ]).Steps
                )
                ?.Value
        ).ShouldBe(next);

    private sealed record Registrable
    {
        public required string Name { get; init; }

        public string Domain { get; init; } = "a.sub.example.nl";

        public required DmarcObservation Seen { get; init; }

        public bool Needed { get; init; }
    }

    private static readonly DmarcObservation EndedBelow = Dmarc(
        ("a.sub.example.nl", null),
        ("sub.example.nl", "v=DMARC1; p=none; psd=n")
    );

    private static readonly Registrable[] OfRegistrable =
    [
        new()
        {
            Name = "the walk ended below",
            Seen = EndedBelow,
            Needed = true,
        },
        new()
        {
            Name = "the walk came there",
            Seen = Dmarc(("a.sub.example.nl", null), ("sub.example.nl", null), (D, null)),
        },
        new()
        {
            Name = "the domain has a record",
            Seen = Dmarc(("a.sub.example.nl", "v=DMARC1; p=none")),
        },
        new()
        {
            Name = "the lookup of the domain failed",
            Seen = new DmarcObservation
            {
                Steps =
                [
                    new(Seen.Name("a.sub.example.nl"), Text("_dmarc.a.sub.example.nl").Fails()),
                ],
                RegistrableDomain = Seen.Name(D),
            },
        },
        new()
        {
            Name = "nothing was asked",
            Seen = new DmarcObservation { RegistrableDomain = Seen.Name(D) },
        },
        new() { Name = "a public suffix", Seen = EndedBelow with { RegistrableDomain = null } },
        new()
        {
            Name = "the domain is the registrable one",
            Domain = D,
            Seen = Dmarc((D, null)),
        },
    ];

    public static TheoryData<string> RegistrableNames => [.. OfRegistrable.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(RegistrableNames))]
    public void Registrable_domain_is_asked_where_the_walk_did_not_come_there(string name)
    {
        var row = OfRegistrable.Single(each => each.Name == name);
        MailAuthenticationQuestions
            .NeedsRegistrableDomain(Seen.Name(row.Domain), row.Seen)
            .ShouldBe(row.Needed);
    }

    /// <summary>RFC 9990 section 4.</summary>
    [Theory]
    [InlineData("example.nl", "rua=mailto:a@example.nl", "")]
    [InlineData("example.nl", "rua=mailto:a@reports.example.nl", "")]
    [InlineData("example.nl", "rua=mailto:a@example.org", "example.org")]
    [InlineData(
        "example.nl",
        "rua=mailto:a@x.example.org; ruf=https://b.nl/",
        "x.example.org b.nl"
    )]
    [InlineData("example.nl", "rua=mailto:a@b.nl,mailto:c@b.nl; ruf=mailto:d@b.nl", "b.nl")]
    [InlineData("example.nl", "ruf=mailto:a@b.nl", "b.nl")]
    [InlineData("sub.example.nl", "rua=mailto:a@other.example.nl,mailto:a@example.nl", "")]
    [InlineData("nl", "rua=mailto:a@x.nl,mailto:b@y.org", "y.org")] // of a public suffix
    public void Reports_to_another_organisation_are_asked_for(string at, string tags, string hosts)
    {
        var (found, asked) = MailAuthenticationQuestions.OfReports(
            Seen.Name(at),
            Dmarc((at, "v=DMARC1; p=none; " + tags)).Steps,
            PublicSuffixList.Own
        );
        (found?.Value).ShouldBe(at);
        string.Join(' ', asked.Select(host => host.Value)).ShouldBe(hosts);
    }

    [Fact]
    public void Nothing_is_asked_of_reports_without_a_record()
    {
        var (found, asked) = MailAuthenticationQuestions.OfReports(
            Seen.Name(D),
            Dmarc((D, null), ("nl", null)).Steps,
            PublicSuffixList.Own
        );
        found.ShouldBeNull();
        asked.ShouldBeEmpty();
    }
}
