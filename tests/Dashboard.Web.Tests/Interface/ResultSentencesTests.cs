using System.Globalization;
using Bunit;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Data;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Interface;

/// <summary>
/// Over all rows of the lab: no sentence of headline, badge, figure, steps and table contradicts another. Each rule names the facts
/// that a sentence needs to be true.
/// </summary>
public sealed class ResultSentencesTests(LabResults lab) : IClassFixture<LabResults>
{
    /// <summary>What a badge may stand beside a headline.</summary>
    private static readonly Dictionary<string, ShownState[]> StatesOfHeadline = new()
    {
        ["no-domain"] = [ShownState.NoDomain],
        ["no-mail"] = [ShownState.NoMail],
        ["protected"] = [ShownState.Verified],
        ["partial-forced"] = [ShownState.VerifiedNow, ShownState.Encrypted, ShownState.Unencrypted],
        ["partial-not-tested"] = [ShownState.VerifiedNow],
        ["partial-refused"] = [ShownState.VerifiedNow],
        ["partial-certificate"] = [ShownState.VerifiedNow],
        ["partial-deferred"] = [ShownState.VerifiedNow],
        ["partial-safe"] = [ShownState.VerifiedNow],
        ["partial-here"] = [ShownState.VerifiedNow],
        ["failed-all"] = [ShownState.Refused],
        ["failed-some"] = [ShownState.Refused],
        ["bogus-all"] = [ShownState.HeldBack],
        ["bogus-some"] = [ShownState.HeldBack],
        ["unreachable"] = [ShownState.NotMeasured],
        ["tlsa-fails"] = [ShownState.NotMeasured],
        ["unreachable-here"] = [ShownState.NotMeasured],
        ["lookup-failed"] = [ShownState.NotMeasured],
        ["resolver"] = [ShownState.NotMeasured],
        ["unusable"] = [ShownState.Encrypted],
        ["none-tls"] = [ShownState.Encrypted],
        ["none-clear"] = [ShownState.Unencrypted],
        ["none-refused"] = [ShownState.Refused],
        ["none-nothing"] = [ShownState.NotMeasured],
    };

    /// <summary>The TLSA helper names what is in DNS already: a record that matches is never among those still to publish.</summary>
    [Fact]
    public void Record_that_matches_is_never_offered_as_missing()
    {
        var there = 0;
        Each(result =>
        {
            foreach (var judged in result.Verdict.Hosts)
            {
                var host = result.Seen.Hosts.First(one => one.Host == judged.Host);
                var found = HostRecords.Of(host, judged);
                if (
                    host.Tlsa.Any(seen =>
                        seen.Purpose == TlsaQueryPurpose.Sender
                        && seen.Lookup.Outcome == LookupOutcome.Failed
                    )
                )
                {
                    found.Known.ShouldBeFalse();
                }
                var name = result.Scenario.Slug;
                // Where senders take them from, and nowhere else.
                var counted = judged.Policy.Tlsa.Select(tlsa => tlsa.Record.ToString()).ToHashSet();
                if (counted.Count > 0)
                {
                    var owner = host
                        .Tlsa.First(seen => seen.BaseDomain == judged.Policy.TlsaBaseDomain)
                        .Lookup.Aliases
                        is [.., var target]
                        ? target.Value
                        : $"_25._tcp.{judged.Policy.TlsaBaseDomain.Value}";
                    found
                        .Matching.Concat(found.Missing)
                        .Where(line => !line.StartsWith($"{owner}. ", StringComparison.Ordinal))
                        .ShouldBeEmpty(name);
                }
                found.Missing.Intersect(found.Matching).ShouldBeEmpty(name);
                // Nothing is missing where every certificate of every address is verified, by whatever record.
                if (
                    judged.Addresses.Count > 0
                    && judged.Addresses.All(address =>
                        address.Certificates.Count > 0
                        && address.Certificates.All(one =>
                            one.Outcome == AddressOutcome.Authenticated
                        )
                    )
                )
                {
                    found.Missing.ShouldBeEmpty(name);
                    found.Matching.ShouldNotBeEmpty(name);
                }
                there += found.Matching.Count;
            }
        });
        there.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Every_headline_has_its_states() =>
        StatesOfHeadline.Keys.ShouldBe(Headline.Keys, ignoreOrder: true);

    [Fact]
    public void Badge_agrees_with_the_headline() =>
        Each(result =>
            StatesOfHeadline[Key(result)].ShouldContain(ShownStates.Of(result.Verdict), Key(result))
        );

    [Fact]
    public void Headline_agrees_with_what_is_delivered() =>
        Each(result =>
        {
            var now = result.Verdict.ConnectionType;
            switch (Key(result))
            {
                case "protected":
                case "partial-not-tested":
                case "partial-refused":
                case "partial-certificate":
                case "partial-deferred":
                case "partial-safe":
                case "partial-here":
                    now.ShouldBe(ConnectionType.EncryptedAndVerified);
                    break;
                case "failed-all":
                case "bogus-all":
                case "tlsa-fails":
                case "none-refused":
                case "none-nothing":
                    now.ShouldBeNull();
                    break;
                case "failed-some":
                case "bogus-some":
                case "none-tls":
                case "none-clear":
                case "unusable":
                    now.ShouldNotBeNull();
                    break;
                default:
                    break;
            }
        });

    [Fact]
    public void Refusal_is_told_only_where_an_address_is_refused() =>
        Each(result =>
        {
            if (Key(result) is "failed-all" or "failed-some" or "none-refused" or "partial-refused")
            {
                Addresses(result).ShouldContain(a => a.Outcome == AddressOutcome.Refused);
            }
        });

    [Fact]
    public void More_protection_never_has_a_lower_badge()
    {
        var results = lab
            .All.Select(result => (result, Rank: Rank(ShownStates.Of(result.Verdict))))
            .Where(pair => pair.Rank is not null)
            .ToList();
        results.Count.ShouldBeGreaterThan(20);
        foreach (var (more, upper) in results)
        {
            foreach (var (less, lower) in results.Where(other => IsAtLeast(more, other.result)))
            {
                upper!.Value.ShouldBeGreaterThanOrEqualTo(
                    lower!.Value,
                    $"{more.Scenario.Slug} beside {less.Scenario.Slug}"
                );
            }
        }
    }

    /// <summary>The same over every combination that a verdict can have, so that no row has to be in the lab.</summary>
    [Fact]
    public void Full_shield_is_for_protected_alone_and_the_rest_follows_delivery()
    {
        foreach (var status in Enum.GetValues<DomainStatus>())
        {
            foreach (var refused in new[] { false, true })
            {
                var states = Enum.GetValues<ConnectionType>()
                    .Select(now => Rank(ShownStates.Of(status, now, refused)))
                    .ToList();
                states.SequenceEqual(states.Order()).ShouldBeTrue($"{status}");
                states
                    .Contains(4)
                    .ShouldBe(status == DomainStatus.Protected, $"{status}: the full shield");
            }
        }
    }

    [Fact]
    public void Nothing_behind_an_unsigned_mx_set_is_shown_as_verified() =>
        EachPage(
            (result, page) =>
            {
                if (result.Seen.Mx.Dnssec != DnssecStatus.Secure)
                {
                    page.FindAll(".chip.state-verified").ShouldBeEmpty();
                    page.FindAll(".route-addresses .state-verified").ShouldBeEmpty();
                }
            }
        );

    [Fact]
    public void Failed_tlsa_query_is_never_shown_as_no_records() =>
        EachPage(
            (result, page) =>
            {
                var hosts = page.FindAll(".route-host");
                foreach (var (host, place) in result.Verdict.Hosts.Select((h, i) => (h, i)))
                {
                    var seen = result.Seen.Hosts.First(one => one.Host == host.Host);
                    var failed = seen.Tlsa.Any(asked =>
                        asked.Purpose == TlsaQueryPurpose.Sender
                        && asked.Lookup.Outcome == LookupOutcome.Failed
                    );
                    hosts[place]
                        .TextContent.Contains("TLSA unknown", StringComparison.Ordinal)
                        .ShouldBe(failed && host.Policy.Tlsa.Count == 0);
                }
            }
        );

    [Fact]
    public void No_step_says_that_nothing_matches_where_something_does() =>
        Each(result =>
        {
            foreach (
                var advice in result.Verdict.Advice.Where(a => a.Slug == AdviceSlug.ReplaceTlsa)
            )
            {
                result
                    .Verdict.Hosts.Where(host => host.Host.Name == advice.Host)
                    .SelectMany(host => host.Addresses)
                    .ShouldNotContain(a => a.Outcome == AddressOutcome.Authenticated);
            }
        });

    [Fact]
    public void Differing_addresses_are_offered_only_records_that_match_already() =>
        Each(result =>
        {
            foreach (
                var advice in result.Verdict.Advice.Where(a => a.Slug == AdviceSlug.AlignAddresses)
            )
            {
                var published = result
                    .Verdict.Hosts.Where(host => host.Host.Name == advice.Host)
                    .SelectMany(host => host.Policy.Tlsa)
                    .Select(tlsa => tlsa.Record.AssociationData.ToString())
                    .ToList();
                foreach (var line in advice.ZoneLines)
                {
                    published.ShouldContain(data => line.EndsWith(data, StringComparison.Ordinal));
                }
            }
        });

    [Fact]
    public void Key_that_was_only_seen_is_compared_on_the_server_first() =>
        EachPage(
            (result, page) =>
            {
                var items = page.FindAll(".advice-item");
                foreach (
                    var item in items.Where(item =>
                        item.TextContent.Contains("TLSA 3 1 1", StringComparison.Ordinal)
                        && result.Verdict.Advice.Any(AdviceSubjects.HandsOutServedKeys)
                    )
                )
                {
                    var text = item.TextContent;
                    var check = text.IndexOf("First check on the server", StringComparison.Ordinal);
                    var lines = text.IndexOf("To put in DNS", StringComparison.Ordinal);
                    if (lines >= 0 && !text.Contains("needless", StringComparison.Ordinal))
                    {
                        (check >= 0 && check < lines || IsOfMatchingRecords(text)).ShouldBeTrue(
                            text
                        );
                    }
                }
            }
        );

    [Fact]
    public void Same_step_is_told_once() =>
        EachPage(
            (_, page) =>
            {
                var titles = page.FindAll(".advice-item > summary").Select(s => s.TextContent);
                titles.ShouldBeUnique();
            }
        );

    [Fact]
    public void Sender_without_dane_is_told_alike_on_top_and_in_the_table() =>
        EachPage(
            (result, page) =>
            {
                var rows = page.FindAll("section[aria-labelledby=simulations] tbody tr");
                if (SenderWithoutDane.DeliveryOf(result.Verdict, result.Seen) is not { } delivery)
                {
                    rows.ShouldAllBe(row =>
                        !row.TextContent.Contains("without DANE", StringComparison.Ordinal)
                    );
                    return;
                }
                // Without verification no sender ends up verified, and none is held back by a TLSA record.
                delivery.ShouldNotBe(Delivery.Dane);
                var top = page.FindAll(".verdict-facts dd")[1].TextContent.Trim();
                rows[^1].QuerySelector("td")!.TextContent.Trim().ShouldBe(top);
            }
        );

    [Fact]
    public void Figure_and_servers_show_the_same_of_each_address() =>
        EachPage(
            (result, page) =>
            {
                var figure = page.FindAll(".route-addresses .route-end").Select(Shown).ToList();
                var servers = page.FindAll(".address > h4").Select(Shown).ToList();

                figure.Count.ShouldBe(Addresses(result).Count());
                figure.ShouldBe(servers, ignoreOrder: true);
            }
        );

    [Fact]
    public void Senders_that_agree_do_what_is_told_on_top() =>
        EachPage(
            (_, page) =>
            {
                if (page.FindAll("section[aria-labelledby=simulations] > p") is [var agreed])
                {
                    var top = page.Find(".verdict-facts dd").FirstChild!.TextContent;
                    agreed.TextContent.ShouldEndWith($": {top.Trim()}.");
                }
            }
        );

    [Fact]
    public void All_is_well_is_told_only_where_it_is() =>
        EachPage(
            (result, page) =>
            {
                var steps = page.Find("section[aria-labelledby=advice]");
                var isWell = steps.TextContent.Contains(
                    "nothing to improve",
                    StringComparison.Ordinal
                );
                isWell.ShouldBe(
                    result.Verdict
                        is {
                            Advice.Count: 0,
                            Status: DomainStatus.Protected or DomainStatus.NoMail
                        }
                );
                // Who reads that it can be better also reads how, unless we could not look.
                if (
                    ShownStates.Of(result.Verdict)
                    is ShownState.VerifiedNow
                        or ShownState.Encrypted
                        or ShownState.Unencrypted
                        or ShownState.Refused
                        or ShownState.HeldBack
                )
                {
                    steps.QuerySelectorAll(".advice-item").Length.ShouldBeGreaterThan(0);
                }
            }
        );

    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public void Letter_to_a_provider_has_each_step_of_that_party_and_the_link(string language)
    {
        const string link = "https://dane.example/receiving/abcdefghijklmnop";
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        Each(result =>
        {
            var letters = ProviderLetter.Of(texts, result.Verdict, "The outcome.", link);

            letters.Count.ShouldBe(
                result
                    .Verdict.Advice.Select(advice =>
                        (advice.Actor, AdviceSubjects.OwnerOf(advice, result.Verdict.Domain))
                    )
                    .Distinct()
                    .Count()
            );
            letters.ShouldAllBe(letter => letter.Text.Contains(link, StringComparison.Ordinal));
            letters.ShouldAllBe(letter => !letter.Text.Contains("[[", StringComparison.Ordinal));
            var all = string.Join('\n', letters.Select(letter => letter.Text));
            foreach (var line in result.Verdict.Advice.SelectMany(advice => advice.ZoneLines))
            {
                all.ShouldContain(line);
            }
        });
    }

    /// <summary>An address with the class of its badge.</summary>
    private static string Shown(AngleSharp.Dom.IElement part) =>
        part.QuerySelector(".mono")!.TextContent
        + " "
        + part.QuerySelector(".chip")!
            .ClassList.First(name => name.StartsWith("state-", StringComparison.Ordinal));

    private static bool IsOfMatchingRecords(string text) =>
        text.Contains("already matches", StringComparison.Ordinal);

    private static string Key(LabResult result) => Headline.KeyFor(result.Verdict, result.Seen);

    private static IEnumerable<AddressVerdict> Addresses(LabResult result) =>
        result.Verdict.Hosts.SelectMany(host => host.Addresses);

    /// <summary>The order of page and lists; those outside it are about something else than protection.</summary>
    private static int? Rank(ShownState state) =>
        state switch
        {
            ShownState.Verified => 4,
            ShownState.VerifiedNow => 3,
            ShownState.Encrypted => 2,
            ShownState.Unencrypted => 1,
            _ => null,
        };

    private static bool IsAtLeast(LabResult more, LabResult less) =>
        more.Verdict.ConnectionType >= less.Verdict.ConnectionType
        && more.Verdict.AttackerConnectionType >= less.Verdict.AttackerConnectionType
        && (
            more.Verdict.Status == DomainStatus.Protected
            || less.Verdict.Status != DomainStatus.Protected
        );

    private void Each(Action<LabResult> check)
    {
        lab.All.Count.ShouldBeGreaterThanOrEqualTo(80);
        foreach (var result in lab.All)
        {
            try
            {
                check(result);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(result.Scenario.Slug, failure);
            }
        }
    }

    private void EachPage(Action<LabResult, IRenderedComponent<VerdictView>> check)
    {
        var former = CultureInfo.CurrentUICulture;
        try
        {
            using var context = new ComponentContext("en");
            context.ComponentFactories.AddStub<AgainForm>();
            Each(result =>
                check(
                    result,
                    context.Render<VerdictView>(parameters =>
                        parameters
                            .Add(c => c.Test, View(result))
                            .Add(c => c.Verdict, result.Verdict)
                            .Add(c => c.Observation, result.Seen)
                            .Add(c => c.History, [])
                    )
                )
            );
        }
        finally
        {
            CultureInfo.CurrentUICulture = former;
        }
    }

    private static InboundTestView View(LabResult result) =>
        new()
        {
            Id = "abcdefghijklmnop",
            Domain = result.Verdict.Domain.Value,
            State = InboundTestState.Done,
            CreatedAt = result.Seen.StartedAt,
            FinishedAt = result.Seen.StartedAt,
            Observation = result.Seen,
            Verdict = result.Verdict,
        };
}
