using System.Globalization;
using Bunit;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Core.Notices;
using Dashboard.Data;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Explanation;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Inbound.Compare;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.Inbound.Summary;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Components;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Inbound;

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
        ["partial-sessions"] = [ShownState.VerifiedNow],
        ["partial-here"] = [ShownState.VerifiedNow],
        ["failed-all"] = [ShownState.Refused],
        ["failed-some"] = [ShownState.Refused],
        ["bogus-all"] = [ShownState.HeldBack],
        ["bogus-some"] = [ShownState.HeldBack],
        ["unreachable"] = [ShownState.NotMeasured],
        ["tlsa-fails"] = [ShownState.HeldBackByDane],
        ["tlsa-bogus-all"] = [ShownState.HeldBackByDane],
        ["tlsa-bogus-some"] = [ShownState.HeldBackByDane],
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
                // Nothing is missing where every certificate of every address is verified, by whatever record; of two servers behind
                // an address one may be.
                if (
                    judged.Addresses.Count > 0
                    && judged.Addresses.All(address =>
                        address.SessionsDiffer is null
                        && address.Certificates.Count > 0
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

    /// <summary>Where mail is held up now, what to do first is read without a press.</summary>
    [Fact]
    public void First_step_is_open_where_the_domain_failed()
    {
        var failed = 0;
        EachPage(
            (result, page) =>
            {
                var steps = page.FindAll("details.advice-item");
                var isFailed = result.Verdict.Status == DomainStatus.Failed;
                for (var place = 0; place < steps.Count; place++)
                {
                    steps[place].HasAttribute("open").ShouldBe(isFailed && place == 0);
                }
                failed += isFailed && steps.Count > 0 ? 1 : 0;
            }
        );
        failed.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Every_headline_has_its_states() =>
        StatesOfHeadline.Keys.ShouldBe(Headline.Keys, ignoreOrder: true);

    [Fact]
    public void Badge_agrees_with_the_headline() =>
        Each(result =>
            StatesOfHeadline[Key(result)].ShouldContain(ShownStates.Of(result.Verdict), Key(result))
        );

    /// <summary>Lists of rounds, notices and feeds know less than the page, and show the same.</summary>
    [Fact]
    public void Badge_is_the_same_in_rounds_and_notices()
    {
        var told = 0;
        Each(result =>
        {
            var name = result.Scenario.Slug;
            var state = ShownStates.Of(result.Verdict);
            var kept = DomainMeasurement.Of(result.Seen, host => host.Value);
            RoundSummaries
                .Shown((short)kept.Status, (short?)kept.ConnectionType, (short?)kept.Hindrance)
                .ShouldBe(state, name);
            RoundSummaries
                .Shown(
                    (short)kept.Status,
                    (short)(kept.ConnectionType ?? 0),
                    (short)(kept.Hindrance ?? 0)
                )
                .ShouldBe(state, name);
            if (
                WatchedVerdict.Of(result.Seen, result.Verdict) is { } watched
                && (watched.Status, watched.ConnectionType)
                    == (result.Verdict.Status, result.Verdict.ConnectionType)
            )
            {
                ShownStates
                    .Of(watched.Status, watched.ConnectionType, watched.Hindrance)
                    .ShouldBe(state, name);
                told++;
            }
        });
        told.ShouldBeGreaterThan(20);
    }

    /// <summary>What we did not measure is no gap of the domain: it is told as ours wherever the page has room.</summary>
    [Fact]
    public void Badge_of_a_domain_that_only_we_limit_says_so()
    {
        var texts = new ResourceTexts<ResultTexts>(CultureInfo.GetCultureInfo("nl"));
        Each(result =>
            (
                DeliveryWords.Why(texts, result.Verdict, result.Seen) == texts["why.ours"].Value
            ).ShouldBe(Key(result) is "partial-not-tested" or "partial-here", Key(result))
        );
    }

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
                case "partial-sessions":
                case "partial-here":
                    now.ShouldBe(ConnectionType.EncryptedAndVerified);
                    break;
                case "failed-all":
                case "bogus-all":
                case "tlsa-bogus-all":
                case "tlsa-fails":
                case "none-refused":
                case "none-nothing":
                    now.ShouldBeNull();
                    break;
                case "failed-some":
                case "bogus-some":
                case "tlsa-bogus-some":
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
                    .Select(now =>
                        Rank(
                            ShownStates.Of(
                                status,
                                now,
                                DeliveryHindrances.Of(status, now, false, refused, [])
                            )
                        )
                    )
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
                foreach (var host in result.Verdict.Hosts)
                {
                    var drawn = hosts.First(one =>
                        one.QuerySelector(".domain")!
                            .TextContent.Contains(
                                host.Host.Name.ToUnicode(),
                                StringComparison.Ordinal
                            )
                    );
                    var seen = result.Seen.Hosts.First(one => one.Host == host.Host);
                    var failed = seen.Tlsa.Any(asked =>
                        asked.Purpose == TlsaQueryPurpose.Sender
                        && asked.Lookup.Outcome == LookupOutcome.Failed
                    );
                    drawn
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
                    .ShouldNotContain(a =>
                        a.Outcome == AddressOutcome.Authenticated
                        || a.Certificates.Any(one => one.Outcome == AddressOutcome.Authenticated)
                        || a.Certificates.Any(one =>
                            one.Reasons.Any(reason =>
                                reason.Facts.ContainsKey("weakerDigestMatches")
                            )
                        )
                    );
            }
        });

    /// <summary>What DNS answers where it counts needs not be put there: following such a step would change nothing.</summary>
    [Fact]
    public void No_step_offers_a_line_that_the_DNS_answers()
    {
        var offered = 0;
        Each(result =>
        {
            var answered = result
                .Seen.Hosts.SelectMany(host => host.Tlsa)
                .Where(asked => asked.Purpose == TlsaQueryPurpose.Sender)
                .SelectMany(asked =>
                    asked.Lookup.Records.Select(record =>
                        $"{(asked.Lookup.Aliases is [.., var target] ? target : asked.Lookup.Name).Value}. 3600 IN TLSA {record}"
                    )
                )
                .ToHashSet();
            foreach (
                var step in result.Verdict.Advice.Where(step =>
                    step.Slug is not (AdviceSlug.RemoveTlsa or AdviceSlug.AlignAddresses)
                )
            )
            {
                step.ZoneLines.Intersect(answered).ShouldBeEmpty(step.Slug);
                offered += step.ZoneLines.Count;
            }
        });
        offered.ShouldBeGreaterThan(20);
    }

    /// <summary>A step that names one thing and means another sends its reader to what works.</summary>
    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public void Title_of_a_step_names_what_its_fact_names(string language)
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        var named = 0;
        Each(result =>
        {
            foreach (var step in result.Verdict.Advice)
            {
                var subject = AdviceSubjects.Of(step, result.Verdict.Domain);
                var title = texts[$"{step.Slug}.title", subject.ToUnicode()].Value;
                foreach (var fact in new[] { "name", "zone" })
                {
                    if (step.Facts.TryGetValue(fact, out var name))
                    {
                        title.ShouldContain(
                            name == "." ? "(.)" : DomainName.Parse(name).ToUnicode(),
                            customMessage: $"{step.Slug}: {fact}"
                        );
                        named++;
                    }
                }
                // Where the records belong, or else the name in DNS of what is wrong.
                if (
                    step.Facts.TryGetValue("owner", out var owner)
                    && result.Seen.Hosts.FirstOrDefault(host => host.Host.Name == step.Host)
                        is { } host
                )
                {
                    var belongs = DomainName.Parse(
                        step.Slug == AdviceSlug.MoveTlsa ? step.Facts["expected"] : owner
                    );
                    host.A.Aliases.Concat(host.Aaaa.Aliases)
                        .Append(subject)
                        .ShouldContain(
                            name => belongs.IsAtOrBelow(name),
                            $"{step.Slug}: {belongs} of {subject}"
                        );
                    named++;
                }
            }
        });
        named.ShouldBeGreaterThan(20);
    }

    /// <summary>
    /// A record of the whole certificate fails at each renewal: beside it "with the same key it still matches" holds only of a record
    /// of the key that is there, or in a step that puts it there first.
    /// </summary>
    [Theory]
    [InlineData(
        "nl",
        "dezelfde sleutel",
        "blijft kloppen",
        "blijven kloppen",
        "niets te veranderen"
    )]
    [InlineData("en", "same key", "stay right", "stays right", "nothing has to change")]
    public void Nothing_is_said_to_stay_right_beside_a_record_of_the_whole_certificate(
        string language,
        params string[] words
    )
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        var looked = 0;
        Each(result =>
        {
            foreach (
                var host in result.Verdict.Hosts.Where(host =>
                    host.Reasons.Any(reason => reason.Slug == ReasonSlug.TlsaFullCertificateDigest)
                )
            )
            {
                looked++;
                var pinned = host
                    .Addresses.SelectMany(address => address.Certificates)
                    .All(certificate =>
                        certificate.Matches.Any(match =>
                            match.Authenticates
                            && host.Policy.Tlsa[match.RecordIndex].Record.Selector
                                == (byte)Selector.Spki
                        )
                    );
                foreach (
                    var step in result.Verdict.Advice.Where(step =>
                        step.Host == host.Host.Name
                        && step.Slug is not (AdviceSlug.UsePinnedKey or AdviceSlug.PinKeyThenRenew)
                    )
                )
                {
                    var text = texts[$"{step.Slug}.title"].Value + texts[$"{step.Slug}.text"].Value;
                    words
                        .Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                        .ShouldBe(pinned && step.Slug == AdviceSlug.RenewPinnedCertificate, text);
                }
            }
        });
        looked.ShouldBeGreaterThan(3);
    }

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
                    if (lines >= 0)
                    {
                        (check >= 0 && check < lines || IsOfMatchingRecords(text)).ShouldBeTrue(
                            text
                        );
                    }
                }
            }
        );

    /// <summary>
    /// A server that takes turns may have shown its certificate in a session that is kept in short alone, when the one that counts
    /// showed none: which of them comes last differs from run to run.
    /// </summary>
    [Fact]
    public void Key_that_only_an_earlier_session_showed_is_compared_too()
    {
        var seen = 0;
        Each(result =>
        {
            foreach (var host in result.Seen.Hosts)
            {
                var before = FirstCheck.LeavesOf([host]);
                var turned = host with
                {
                    Addresses =
                    [
                        .. host.Addresses.Select(address =>
                            address.Last is { Handshake: not null } last
                                ? address with
                                {
                                    Attempts =
                                    [
                                        last with
                                        {
                                            StartTlsOffered = false,
                                            Handshake = null,
                                        },
                                    ],
                                    Sightings =
                                    [
                                        .. address.Sightings,
                                        SessionSightings.Of(last, SessionQuestion.Default, true),
                                    ],
                                }
                                : address
                        ),
                    ],
                };
                FirstCheck
                    .LeavesOf([turned])
                    .Select(leaf => leaf.SpkiSha256)
                    .ShouldBe(before.Select(leaf => leaf.SpkiSha256), ignoreOrder: true);
                seen += before.Count;
            }
        });
        seen.ShouldBeGreaterThan(80);
    }

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

    /// <summary>page-findings D5: what is alike is one line, and what has something to tell is always drawn.</summary>
    [Fact]
    public void Figure_of_many_servers_draws_only_those_with_something_to_tell()
    {
        var folded = 0;
        EachPage(
            (result, page) =>
            {
                var open = page.FindAll(".route-host").Where(host => !IsInFold(host)).ToList();
                if (result.Verdict.Hosts.Count <= 4)
                {
                    open.Count.ShouldBe(result.Verdict.Hosts.Count);
                    return;
                }
                var hidden = page.FindAll(".route-hosts-all > .route-more .route-host").Count;
                (open.Count + hidden).ShouldBe(result.Verdict.Hosts.Count);
                folded += hidden;
                open.Count.ShouldBe(
                    result.Verdict.Hosts.Count(host =>
                        host.Addresses.Count == 0 || host.Addresses.Any(address => !address.Good)
                    )
                );
            }
        );
        folded.ShouldBeGreaterThan(4);

        static bool IsInFold(AngleSharp.Dom.IElement host) =>
            host.ParentElement?.ParentElement?.LocalName == "details";
    }

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
                        or ShownState.HeldBackByDane
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
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        Each(result =>
        {
            var letters = LettersOf(texts, result);
            var parties = AdviceGroups.PartiesOf(result.Verdict, result.Seen);

            letters.Count.ShouldBe(parties.Count);
            parties
                .SelectMany(party => party.Groups)
                .SelectMany(group => group)
                .Select(step => (step.Slug, AdviceSubjects.Of(step, result.Verdict.Domain)))
                .ShouldBe(
                    result
                        .Verdict.Advice.Select(step =>
                            (step.Slug, AdviceSubjects.Of(step, result.Verdict.Domain))
                        )
                        .Distinct(),
                    ignoreOrder: true
                );
            letters.ShouldAllBe(letter =>
                letter.Text.Contains(LetterLink, StringComparison.Ordinal)
            );
            letters.ShouldAllBe(letter => !letter.Text.Contains("[[", StringComparison.Ordinal));
            foreach (var (letter, party) in letters.Zip(parties))
            {
                foreach (var step in party.Groups.SelectMany(group => group))
                {
                    step.ZoneLines.ShouldAllBe(line => letter.Text.Contains(line));
                    step.LinesToRemove.ShouldAllBe(line => letter.Text.Contains(line));
                    var example = ConfigurationExamples.For(step, result.Verdict.Domain);
                    letter.Text.ShouldContain(example.Commands ?? string.Empty);
                    letter.Text.ShouldContain(example.Check ?? string.Empty);
                    if (AdviceSubjects.HandsOutServedKeys(step))
                    {
                        letter.Text.ShouldContain(ConfigurationExamples.PrintCertificate);
                    }
                }
            }
        });
    }

    /// <summary>Whom a letter is for is the provider: it is not asked to ask one.</summary>
    [Theory]
    [InlineData("nl", "uw leverancier", "uw DNS-dienst", "uw registrar", "uw mailserver")]
    [InlineData("en", "your provider", "your DNS service", "your registrar", "your mail server")]
    public void No_letter_or_summary_speaks_to_its_reader_as_to_the_owner_of_the_domain(
        string language,
        params string[] words
    )
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        var providers = 0;
        Each(result =>
        {
            var lines = LettersOf(texts, result)
                .Select(letter => letter.Text)
                .Concat(
                    AdviceGroups
                        .PartiesOf(result.Verdict, result.Seen)
                        .SelectMany(party => party.Groups)
                        .Select(group =>
                            AdviceWords.TitleToSend(texts, group, result.Verdict.Domain)
                        )
                )
                .ToList();
            lines.ShouldAllBe(text =>
                !words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            );
            providers += result.Verdict.Advice.Count(step =>
                step.Slug == AdviceSlug.AskProviderToSignHostZone
            );
        });
        providers.ShouldBeGreaterThan(2);
    }

    /// <summary>A mail program takes the whole letter or a short one, and the link is in both.</summary>
    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public void Every_letter_can_be_opened_in_a_mail_program(string language)
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        var (whole, inShort) = (0, 0);
        Each(result =>
        {
            foreach (var letter in LettersOf(texts, result))
            {
                letter.MailLink.Length.ShouldBeLessThanOrEqualTo(1900);
                letter.MailLink.ShouldContain(Uri.EscapeDataString(LetterLink));
                if (ProviderLetter.MailLinkOf(letter.Subject, letter.Text) is null)
                {
                    inShort++;
                    letter.MailLink.ShouldContain(Uri.EscapeDataString("1. "));
                }
                else
                {
                    whole++;
                }
            }
        });
        whole.ShouldBeGreaterThan(10);
        inShort.ShouldBeGreaterThan(3);
    }

    /// <summary>Who is asked to compare has something to compare with.</summary>
    [Fact]
    public void Letter_with_records_of_served_keys_has_the_certificates_that_were_seen()
    {
        using var context = new ComponentContext("en");
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        var seen = 0;
        Each(result =>
        {
            var parties = AdviceGroups.PartiesOf(result.Verdict, result.Seen);
            foreach (var (letter, party) in LettersOf(texts, result).Zip(parties))
            {
                foreach (
                    var step in party
                        .Groups.SelectMany(group => group)
                        .Where(AdviceSubjects.HandsOutServedKeys)
                )
                {
                    foreach (
                        var leaf in FirstCheck.LeavesOf(
                            result.Seen.Hosts.Where(host => host.Host.Name == step.Host)
                        )
                    )
                    {
                        letter.Text.ShouldContain($"subject={PrintableText.Of(leaf.Subject)}");
                        letter.Text.ShouldContain($"issuer={PrintableText.Of(leaf.Issuer)}");
                        letter.Text.ShouldContain($"{leaf.NotAfter:yyyy} GMT");
                        letter.Text.ShouldContain(leaf.SpkiSha256.ToString());
                        seen++;
                    }
                }
            }
        });
        seen.ShouldBeGreaterThan(20);
    }

    /// <summary>Where nothing lacks nothing must be done: what can be done besides stands apart.</summary>
    [Fact]
    public void Step_that_must_be_done_has_a_reason_that_is_more_than_a_note()
    {
        var optional = 0;
        Each(result =>
        {
            var must = AdviceGroups
                .Of(result.Verdict)
                .Where(group => !AdviceGroups.IsOptional(group))
                .Select(group => group[0].Slug)
                .ToList();
            if (result.Verdict.Reasons.All(reason => reason.Severity == ReasonSeverity.Note))
            {
                must.ShouldBeEmpty();
                optional += result.Verdict.Advice.Count;
            }
        });
        optional.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Letter_is_there_in_the_other_language_too() =>
        EachPage(
            (result, page) =>
                page.FindAll("#letters ~ details > details[lang=nl]")
                    .Count.ShouldBe(AdviceGroups.PartiesOf(result.Verdict, result.Seen).Count)
        );

    private const string LetterLink = "https://dane.example/receiving/abcdefghijklmnop";

    private static IReadOnlyList<ProviderLetter> LettersOf(
        IStringLocalizer<AdviceTexts> texts,
        LabResult result
    ) => ProviderLetter.Of(texts, result.Verdict, result.Seen, "The outcome.", LetterLink);

    /// <summary>Servers with names in one zone are of one party: one text and one heading for them.</summary>
    [Fact]
    public void One_zone_is_one_party() =>
        Each(result =>
        {
            var parties = AdviceGroups.PartiesOf(result.Verdict, result.Seen);
            parties
                .Select(party =>
                    (
                        party.Actor,
                        result
                            .Seen.Hosts.FirstOrDefault(host => host.Host.Name == party.Names[0])
                            ?.Zone?.Apex
                            ?? party.Names[0]
                    )
                )
                .ShouldBeUnique();
        });

    /// <summary>A record that works is never among those to remove, and what is removed stands apart from what stays.</summary>
    [Fact]
    public void Records_to_remove_are_those_that_no_sender_uses()
    {
        var removed = 0;
        EachPage(
            (result, page) =>
            {
                foreach (
                    var advice in result.Verdict.Advice.Where(a =>
                        a.Slug is AdviceSlug.RemoveTlsa or AdviceSlug.ReplaceUnusableTlsa
                    )
                )
                {
                    var records = result
                        .Verdict.Hosts.First(host => host.Host.Name == advice.Host)
                        .Policy.Tlsa;
                    foreach (var record in records)
                    {
                        advice
                            .LinesToRemove.Any(line => Ends(line, record))
                            .ShouldBe(record.Problem is not null, record.Mnemonic);
                    }
                    advice.LinesToRemove.Intersect(advice.ZoneLines).ShouldBeEmpty();
                    var labels = page.FindAll(".advice-item")
                        .Single(item =>
                            item.QuerySelectorAll("pre")
                                .Any(code => code.TextContent.Contains(advice.LinesToRemove[0]))
                        )
                        .TextContent;
                    labels.ShouldContain("To remove");
                    labels
                        .Contains("To put in DNS", StringComparison.Ordinal)
                        .ShouldBe(
                            advice.Slug != AdviceSlug.RemoveTlsa && advice.ZoneLines.Count > 0
                        );
                    removed++;
                }
            }
        );
        removed.ShouldBeGreaterThan(1);

        static bool Ends(string line, AssessedTlsa record) =>
            line.EndsWith($" IN TLSA {record.Record}", StringComparison.Ordinal);
    }

    /// <summary>A step that speaks of records below it has them.</summary>
    [Theory]
    [InlineData("nl", "deze regels", "hieronder", "onderstaande", "deze records")]
    [InlineData("en", "these lines", "below", "these records", "Publish these")]
    public void Step_points_only_to_records_that_are_there(string language, params string[] words)
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<AdviceTexts>>();
        Each(result =>
        {
            foreach (var advice in result.Verdict.Advice)
            {
                var text = MarkedText.Plain(texts[$"{advice.Slug}.text"]);
                // "The record below, if there is one" holds either way.
                if (
                    advice.Slug != AdviceSlug.AlignAddresses
                    && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                )
                {
                    advice.ZoneLines.ShouldNotBeEmpty(advice.Slug);
                }
            }
        });
    }

    /// <summary>The page for managers says what the result says: of the encryption no more than an attacker can do.</summary>
    [Fact]
    public void Summary_says_that_encryption_can_be_switched_off_only_where_it_can()
    {
        using var context = new ComponentContext("en");
        var texts = context.Services.GetRequiredService<IStringLocalizer<SummaryTexts>>();
        var keys = new HashSet<string>();
        Each(result =>
        {
            var key = SummaryPage.MeaningKey(result.Verdict, result.Seen);
            keys.Add(key);
            var text = texts[$"meaning.{key}"];
            text.ResourceNotFound.ShouldBeFalse(key);
            if (text.Value.Contains("or switch off the encryption", StringComparison.Ordinal))
            {
                result.Verdict.AttackerConnectionType.ShouldBe(ConnectionType.Unencrypted);
            }
            // Who reads on top that mail is held back does not read that nobody knows.
            (key == "not-measured").ShouldBe(
                ShownStates.Of(result.Verdict) == ShownState.NotMeasured
            );
        });
        keys.ShouldContain("encrypted");
        keys.ShouldContain(SummaryPage.EncryptionHolds);
        keys.ShouldContain("held-back-by-dane");
    }

    /// <summary>Two results that differ in what an attacker can force are never equally well protected.</summary>
    [Fact]
    public void Compared_results_are_equal_only_where_delivery_and_attack_are()
    {
        var kinds = new HashSet<string>();
        var sides = lab.All.Select(Side).ToList();
        foreach (var one in sides)
        {
            foreach (var other in sides)
            {
                var kind = ResultComparison.KindOf(one, other);
                kinds.Add(kind);
                if (kind == "none")
                {
                    continue;
                }
                var forced = (one.ForcedRank, other.ForcedRank);
                var now = (ShownStates.Rank(one.State), ShownStates.Rank(other.State));
                (kind == "same").ShouldBe(
                    now.Item1 == now.Item2 && forced.Item1 == forced.Item2,
                    $"{one.Name} beside {other.Name}"
                );
                if (kind == "better")
                {
                    (now.Item1 >= now.Item2 && forced.Item1 >= forced.Item2).ShouldBeTrue(
                        $"{one.Name} beside {other.Name}"
                    );
                }
            }
        }
        kinds.ShouldBe(["same", "better", "worse", "none"], ignoreOrder: true);

        static ComparedResult Side(LabResult result) =>
            new(result.Scenario.Slug, "a", result.Seen.StartedAt, result.Verdict, result.Seen, []);
    }

    /// <summary>Of every row: had our own resolver been at fault, nothing would be judged, advised or drawn as known.</summary>
    [Fact]
    public void Fault_of_our_resolver_judges_nothing_anywhere_on_the_page()
    {
        var fault = new VerdictReason
        {
            Slug = ReasonSlug.ResolverDoesNotValidate,
            Severity = ReasonSeverity.Fault,
        };
        EachPage(
            (result, page) =>
            {
                page.FindAll(".chip")
                    .ShouldAllBe(chip => chip.ClassList.Contains("state-not-measured"));
                page.FindAll(".verdict-facts .badge").ShouldBeEmpty();
                page.FindAll(".route-line")
                    .ShouldAllBe(line =>
                        line.ClassList.Contains("state-not-measured")
                        || line.ClassList.Contains("line-none")
                    );
                page.FindAll(".advice-item").ShouldBeEmpty();
                page.FindAll("#letters").ShouldBeEmpty();
                page.FindAll(".verdict-facts dd")
                    .ShouldAllBe(fact => fact.TextContent.Trim() == "Not measured");
            },
            verdict => verdict with { ResolverFault = true, Reasons = [fault, .. verdict.Reasons] }
        );
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

    private void EachPage(
        Action<LabResult, IRenderedComponent<VerdictView>> check,
        Func<DomainVerdict, DomainVerdict>? change = null
    )
    {
        var former = CultureInfo.CurrentUICulture;
        try
        {
            using var context = new ComponentContext("en");
            context.ComponentFactories.AddStub<AgainForm>();
            Each(seen =>
            {
                var result = change is null ? seen : seen with { Verdict = change(seen.Verdict) };
                check(
                    result,
                    context.Render<VerdictView>(parameters =>
                        parameters
                            .Add(c => c.Test, View(result))
                            .Add(c => c.Verdict, result.Verdict)
                            .Add(c => c.Observation, result.Seen)
                            .Add(c => c.History, [])
                    )
                );
            });
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
