using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>
/// DMARC as internet.nl counts it: the record of the domain, else that of the domain below its public suffix, held against the
/// older grammar.
/// </summary>
/// <param name="Outcome">Of existence and policy together.</param>
/// <param name="At">Where the record is; null where there is none.</param>
/// <param name="BreaksGrammar">The record is there, and its grammar is why it fails.</param>
internal sealed record DmarcForumView(StandardOutcome Outcome, DomainName? At, bool BreaksGrammar)
{
    public static DmarcForumView Of(DomainName domain, DmarcObservation observed)
    {
        var own = observed.Steps.FirstOrDefault(step => step.Name == domain);
        var texts = Texts(own);
        if (IsOpen(own))
        {
            return new(StandardOutcome.NotMeasured, null, false);
        }
        if (texts.Count > 0)
        {
            return Judge(texts, domain, inherited: false);
        }
        if (observed.RegistrableDomain is not { } registrable || registrable == domain)
        {
            return new(StandardOutcome.Failed, null, false);
        }
        var above =
            observed.Steps.FirstOrDefault(step => step.Name == registrable) ?? observed.Registrable;
        return IsOpen(above)
            ? new(StandardOutcome.NotMeasured, null, false)
            : Judge(Texts(above), registrable, inherited: true);
    }

    public static bool NeedsRegistrableDomain(DomainName domain, DmarcObservation observed)
    {
        var own = observed.Steps.FirstOrDefault(step => step.Name == domain);
        return !IsOpen(own)
            && Texts(own).Count == 0
            && observed.RegistrableDomain is { } registrable
            && registrable != domain
            && observed.Steps.All(step => step.Name != registrable);
    }

    /// <summary>What begins as a record of any case, so that a wrong version is a wrong record; and what the RFC takes for one.</summary>
    private static List<string> Texts(DmarcStep? step) =>
        [
            .. (step?.Lookup?.Records ?? []).Where(text =>
                BeginsAsOne(text) || DmarcRecord.TryParse(text, out _)
            ),
        ];

    private static bool BeginsAsOne(string text) =>
        text.StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase);

    private static bool IsOpen(DmarcStep? step) =>
        step is null || step.Lookup?.Outcome == LookupOutcome.Failed;

    private static DmarcForumView Judge(List<string> texts, DomainName at, bool inherited)
    {
        if (texts is not [var only])
        {
            return new(StandardOutcome.Failed, texts.Count > 0 ? at : null, false);
        }
        if (
            !BeginsAsOne(only)
            || !DmarcPolicyRecord.TryParse(only, out var record)
            || !record.KeepsOldGrammar
        )
        {
            return new(StandardOutcome.Failed, at, true);
        }
        var policy = (inherited ? record.SubdomainPolicy : null) ?? record.Policy;
        var passes =
            policy == DmarcRequest.Reject || (policy == DmarcRequest.Quarantine && !record.Testing);
        return new(passes ? StandardOutcome.Passed : StandardOutcome.Failed, at, false);
    }
}
