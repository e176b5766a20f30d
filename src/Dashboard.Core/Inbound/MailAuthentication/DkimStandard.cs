using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>Every row of DKIM. Public: never renamed, never given another meaning.</summary>
public static class DkimSlug
{
    public const string Possible = "dkim-possible";
    public const string Undetermined = "dkim-undetermined";
    public const string Absent = "dkim-absent";
    public const string Proven = "dkim-proven";
    public const string NotNeeded = "dkim-not-needed";
    public const string LookupFailed = "dkim-lookup-failed";

    /// <summary>A note: the name is denied though a key below it is in use.</summary>
    public const string NameDenied = "dkim-name-denied";
}

/// <summary>
/// Whether a domain signs its mail (RFC 6376). A name shows that it could, and only a message that it does; the Forum view counts
/// the name.
/// </summary>
internal static class DkimStandard
{
    public static StandardTable Table { get; } =
        new(
            new(DkimSlug.Proven, Passed, Passed, "RFC 6376 section 6.1"),
            new(DkimSlug.NotNeeded, NotCounted, Passed, "RFC 6376 section 3.6.2"),
            new(DkimSlug.LookupFailed, NotMeasured, NotMeasured, "RFC 6376 section 3.6.2"),
            new(DkimSlug.Absent, Failed, Failed, "RFC 6376 section 3.6.2"),
            new(DkimSlug.Undetermined, Passed, Info, "RFC 9824 section 3"),
            new(DkimSlug.Possible, Passed, Info, "RFC 6376 section 3.6.2"),
            new(DkimSlug.NameDenied, Failed, Info, "RFC 8020 section 2")
        );

    private static readonly StandardMethod Method = new(MailStandard.Dkim, "dkim-1");

    public static RelatedStandard Related { get; } =
        new(
            Method,
            Table,
            facts =>
                facts.Evidence is { } related
                    ? Judge(
                        facts.Seen,
                        related.Dkim,
                        facts.Mx,
                        RelatedStandards.SendsNoMail(facts.Seen)
                    )
                    : null
        )
        {
            Questions = related => [related.Dkim.Keys, related.Dkim.Sibling],
        };

    /// <param name="sendsNoMail">By SPF and DMARC.</param>
    private static StandardVerdict Judge(
        InboundObservation seen,
        DkimObservation observed,
        MxOutcome mx,
        bool sendsNoMail
    )
    {
        if (mx == MxOutcome.NoDomain)
        {
            return Method.Excluded(ExclusionReason.NoDomain);
        }
        var name = OfName(observed);
        var proven =
            observed.Proof is { } proof
            && proof.SeenAt <= seen.StartedAt
            && seen.StartedAt - proof.SeenAt < DkimProof.CountsFor;
        if (proven)
        {
            var findings = Proven(seen.Domain, observed.Proof!, name);
            return Method.Decide(
                findings,
                findings.Exists(finding => finding.Slug == DkimSlug.NameDenied)
                    ? [RepairName(seen.Domain)]
                    : []
            );
        }
        if (name.Slug == DkimSlug.Absent && sendsNoMail)
        {
            return Method.Decide([Table.Find(DkimSlug.NotNeeded, [.. FactsOf(name)])]);
        }
        if (name.Slug == DkimSlug.Absent && observed.IsProofUnknown && mx != MxOutcome.NoMail)
        {
            return Method.Decide([
                Table.Find(DkimSlug.LookupFailed, ("failure", Slug.Of(LookupFailure.OwnLimit))) with
                {
                    Forum = name.Forum,
                },
            ]);
        }
        return mx == MxOutcome.NoMail
            ? Method.Excluded(ExclusionReason.NoMail)
            : Method.Decide([name], name.Slug == DkimSlug.Absent ? [.. Advise(seen.Domain)] : []);
    }

    /// <summary>Of a key of another domain the name is no part: that it is denied is right.</summary>
    private static List<StandardFinding> Proven(
        DomainName domain,
        DkimProof proof,
        StandardFinding name
    )
    {
        var proven = Table.Find(
            DkimSlug.Proven,
            ("owner", $"{proof.Selector}._domainkey.{proof.Signer}"),
            ("selector", proof.Selector),
            ("seenAt", Reason.Text(proof.SeenAt))
        ) with
        {
            // As the name alone would count.
            Forum = name.Forum,
        };
        return name.Slug == DkimSlug.Absent && proof.Signer == domain
            ? [proven, Table.Find(DkimSlug.NameDenied, [.. FactsOf(name)])]
            : [proven];
    }

    private static StandardFinding OfName(DkimObservation observed)
    {
        if (observed.Keys is not { } keys)
        {
            return Table.Find(DkimSlug.Absent);
        }
        if (keys.Outcome == LookupOutcome.Failed)
        {
            return Table.Find(DkimSlug.LookupFailed, keys);
        }
        var owner = ("owner", keys.Name.ToString());
        if (keys.Outcome == LookupOutcome.NxDomain)
        {
            return Table.Find(DkimSlug.Absent, owner);
        }
        if (keys is { Outcome: LookupOutcome.NoData, HasNxName: true })
        {
            return Table.Find(DkimSlug.Undetermined, owner, ("basis", "compact-denial"));
        }
        return observed.Sibling switch
        {
            { Outcome: LookupOutcome.NxDomain } => Table.Find(DkimSlug.Possible, owner),
            { Outcome: LookupOutcome.NoData, HasNxName: true } => Table.Find(
                DkimSlug.Possible,
                owner
            ),
            // Both weigh the same; that the sibling is not known is no reason to say more.
            null or { Outcome: LookupOutcome.Failed } => Table.Find(
                DkimSlug.Undetermined,
                owner,
                ("basis", "unknown")
            ),
            _ => Table.Find(DkimSlug.Undetermined, owner, ("basis", "wildcard")),
        };
    }

    private static IEnumerable<(string, string?)> FactsOf(StandardFinding finding) =>
        finding.Facts.Select(fact => (fact.Key, (string?)fact.Value));

    /// <summary>Messages are signed: what is wrong is an answer of the name server (RFC 8020 section 2).</summary>
    private static Advice RepairName(DomainName domain) =>
        new()
        {
            Slug = RelatedAdviceSlug.RepairDkimName,
            Actor = AdviceActor.DomainDns,
            Zone = domain,
        };

    private static IEnumerable<Advice> Advise(DomainName domain)
    {
        yield return new Advice
        {
            Slug = RelatedAdviceSlug.SignWithDkim,
            Actor = AdviceActor.SendingServer,
            Zone = domain,
        };
    }
}
