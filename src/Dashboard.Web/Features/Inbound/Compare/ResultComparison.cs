using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Inbound.Result;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Compare;

/// <summary>Says how two results differ, in sentences made of their facts.</summary>
internal sealed class ResultComparison(
    IStringLocalizer<CompareTexts> texts,
    IStringLocalizer<ResultTexts> results,
    IStringLocalizer<StandardTexts> standards,
    IStringLocalizer<NameTexts> names
)
{
    /// <summary>
    /// Which was better protected when it was measured, or why that cannot be told: one is better where mail is delivered at least as
    /// well and an attacker can force at most as much, and one of the two is better.
    /// </summary>
    public string Relation(ComparedResult first, ComparedResult second)
    {
        var kind = KindOf(first, second);
        return texts[
            first.Domain == second.Domain ? $"relation.dates.{kind}" : $"relation.{kind}",
            first.Name,
            second.Name,
            first.Domain.ToUnicode(),
            DutchTime.Words(first.At),
            DutchTime.Words(second.At)
        ];
    }

    internal static string KindOf(ComparedResult first, ComparedResult second)
    {
        if (
            first is not { Rank: { } now, ForcedRank: { } forced }
            || second is not { Rank: { } otherNow, ForcedRank: { } otherForced }
        )
        {
            return "none";
        }
        return (now.CompareTo(otherNow), forced.CompareTo(otherForced)) switch
        {
            (0, 0) => "same",
            (>= 0, >= 0) => "better",
            (<= 0, <= 0) => "worse",
            _ => "none",
        };
    }

    /// <summary>What a row tells where its two sides differ.</summary>
    public string Sentence(ComparedResult first, ComparedResult second, ComparedRow row) =>
        texts[
            first.Domain == second.Domain ? "sentence.dates" : "sentence",
            first.Name,
            row.First,
            second.Name,
            row.Second
        ];

    /// <summary>In the order of the result page: outcome, deliveries, servers, standards.</summary>
    public IReadOnlyList<ComparedRow> Rows(ComparedResult first, ComparedResult second)
    {
        return
        [
            Row(texts["topic.status"], Status),
            Row(texts["topic.now"], Now),
            Row(texts["topic.others"], Others),
            Row(texts["topic.forced"], Forced),
            Row(texts["topic.dnssec"], Dnssec),
            Row(texts["topic.hosts"], Hosts),
            Row(texts["topic.good"], GoodHosts),
            .. Enum.GetValues<MailStandard>()
                .Where(IsRelated)
                .Where(standard => (Find(first, standard) ?? Find(second, standard)) is not null)
                .Select(standard => Row(names.Standard(standard), side => Outcome(side, standard))),
            .. first.Verdict.MethodVersion == second.Verdict.MethodVersion
                ? Array.Empty<ComparedRow>()
                : [Row(results["about.method"], side => side.Verdict.MethodVersion)],
        ];

        ComparedRow Row(string topic, Func<ComparedResult, string> of) =>
            new(topic, of(first), of(second));
    }

    /// <summary>Servers in both MX sets.</summary>
    public static IReadOnlyList<string> SharedHosts(ComparedResult first, ComparedResult second) =>
        [
            .. first
                .Verdict.Hosts.Select(host => host.Host.Name)
                .Intersect(second.Verdict.Hosts.Select(host => host.Host.Name))
                .Select(name => name.ToUnicode())
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What neither result knows is no likeness.</summary>
    public bool IsUnknown(ComparedRow row) => row.First == Unknown && row.Second == Unknown;

    private string Unknown => results["by-others.unknown"];

    private string Status(ComparedResult side) =>
        side.Facts.ResolverFault ? Unknown : results[$"status.{Slug.Of(side.Verdict.Status)}"];

    private string Now(ComparedResult side) =>
        side.HasMail ? DeliveryWords.Now(results, side.Verdict, side.Facts) : Without(side);

    private string Others(ComparedResult side) =>
        side.HasMail
            ? DeliveryWords.ByOthers(
                results,
                SenderWithoutDane.DeliveryOf(side.Verdict, side.Observation),
                side.Facts
            )
            : Without(side);

    private string Forced(ComparedResult side) =>
        side.HasMail ? DeliveryWords.Forced(results, side.Verdict, side.Facts) : Without(side);

    /// <summary>No server was found, or nobody knows.</summary>
    private string Without(ComparedResult side) => HostsAreKnown(side) ? texts["no-host"] : Unknown;

    private static bool HostsAreKnown(ComparedResult side) =>
        !side.Facts.ResolverFault && side.Observation.Mx.Outcome != LookupOutcome.Failed;

    private string Dnssec(ComparedResult side) =>
        side.Facts.ResolverFault
        || side.Observation.Mx is { Outcome: LookupOutcome.Failed, Dnssec: not DnssecStatus.Bogus }
            ? Unknown
            : results[$"dnssec.{Slug.Of(side.Observation.Mx.Dnssec)}"];

    private string Hosts(ComparedResult side) =>
        HostsAreKnown(side) ? side.Facts.Hosts.ToString(CultureInfo.CurrentCulture) : Unknown;

    /// <summary>Every address of theirs is reached encrypted and verified.</summary>
    private string GoodHosts(ComparedResult side) =>
        HostsAreKnown(side)
            ? side
                .Verdict.Hosts.Count(host =>
                    host.Addresses.Count > 0
                    && host.Addresses.All(address => address.Good)
                    && side.Observation.Mx.Dnssec == DnssecStatus.Secure
                )
                .ToString(CultureInfo.CurrentCulture)
            : Unknown;

    private string Outcome(ComparedResult side, MailStandard standard) =>
        Find(side, standard) is { Strict: not StandardOutcome.NotMeasured } found
            ? standards[$"outcome.{Slug.Of(found.Strict)}"]
            : Unknown;

    private static StandardVerdict? Find(ComparedResult side, MailStandard standard) =>
        side.Standards.FirstOrDefault(one => one.Standard == standard);

    /// <summary>STARTTLS, DANE and the domain's own DNSSEC are what the rows before are about.</summary>
    private static bool IsRelated(MailStandard standard) =>
        standard is not (MailStandard.StartTls or MailStandard.Dane or MailStandard.DnssecDomain);
}
