using Dashboard.Core.Campaigns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns;

/// <summary>An address of a campaign, with what became of the messages to it.</summary>
/// <param name="Recipient">Null once the address is erased.</param>
internal sealed record CampaignAddressFacts(
    CampaignAddressRow Row,
    MailRecipientRow? Recipient,
    IReadOnlyList<CampaignMessageRow> Messages
)
{
    public AddressState State =>
        Row.Kept
        ?? (
            Recipient?.OptedOutAt is not null ? AddressState.OptedOut
            : Recipient?.StoppedAt is not null ? AddressState.Undeliverable
            : Messages.Any(m => m.State is MailState.Sent or MailState.Uncertain)
                ? AddressState.Reached
            : Messages.Count == 0
            || Messages.Any(m => m.State is MailState.Waiting or MailState.Sending)
                ? AddressState.Pending
            : AddressState.Undeliverable
        );

    /// <summary>Whether a message may go to it.</summary>
    public bool TakesMail =>
        Recipient is { Address: not null, OptedOutAt: null, StoppedAt: null }
        && Row.Token is not null;
}

/// <summary>An organisation of a campaign, with all that is known of it there.</summary>
/// <param name="Addresses">Without those that were removed.</param>
internal sealed record CampaignOrganisationFacts(
    CampaignOrganisationRow Row,
    IReadOnlyList<CampaignAddressFacts> Addresses,
    IReadOnlyList<CampaignTest> Tests
)
{
    public CampaignContact Contact =>
        AskedOrganisation.ContactOf([.. Addresses.Select(address => address.State)]);

    public SenderVerdictKind? Verdict => AskedOrganisation.VerdictOf(Tests);

    public bool HasResult => Verdict is not (null or SenderVerdictKind.Inconclusive);

    public AskedOrganisation Asked => new(Row.Layer, Row.Ministry, Contact, Row.Answer, Verdict);

    /// <summary>Of one campaign, by name.</summary>
    /// <param name="organisation">Only this one; null for all.</param>
    public static async Task<IReadOnlyList<CampaignOrganisationFacts>> ReadAsync(
        DashboardDb db,
        int campaign,
        long? organisation,
        CancellationToken cancellation
    )
    {
        var rows = db.Set<CampaignOrganisationRow>()
            .Where(o => o.CampaignId == campaign && (organisation == null || o.Id == organisation));
        var addresses = db.Set<CampaignAddressRow>()
            .Where(a => a.RemovedAt == null && rows.Any(o => o.Id == a.OrganisationId));
        var organisations = await rows.AsNoTracking()
            .OrderBy(o => o.Name)
            .ThenBy(o => o.Id)
            .ToListAsync(cancellation);
        var recipients = await db.Set<MailRecipientRow>()
            .AsNoTracking()
            .Where(r => addresses.Any(a => a.RecipientId == r.Id))
            .ToDictionaryAsync(r => r.Id, cancellation);
        var messages = (
            await db.Set<CampaignMessageRow>()
                .AsNoTracking()
                .Where(m => addresses.Any(a => a.Id == m.AddressId))
                .ToListAsync(cancellation)
        ).ToLookup(m => m.AddressId);
        var mailboxes = (
            await addresses.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancellation)
        ).ToLookup(a => a.OrganisationId);
        var tests = await TestsAsync(db, rows, cancellation);
        return
        [
            .. organisations.Select(row => new CampaignOrganisationFacts(
                row,
                [
                    .. mailboxes[row.Id]
                        .Select(address => new CampaignAddressFacts(
                            address,
                            address.RecipientId is { } recipient
                                ? recipients.GetValueOrDefault(recipient)
                                : null,
                            [.. messages[address.Id].OrderBy(m => m.Message)]
                        )),
                ],
                tests(row)
            )),
        ];
    }

    /// <summary>A sender counts where it is proven to be a mail domain of the organisation, and its verdict is firm.</summary>
    private static async Task<
        Func<CampaignOrganisationRow, IReadOnlyList<CampaignTest>>
    > TestsAsync(
        DashboardDb db,
        IQueryable<CampaignOrganisationRow> rows,
        CancellationToken cancellation
    )
    {
        var started = db.Set<CampaignTestRow>().Where(t => rows.Any(o => o.Id == t.OrganisationId));
        var tests = (
            await started
                .Join(
                    db.OutboundTests,
                    s => s.TestId,
                    t => t.Id,
                    (s, t) =>
                        new
                        {
                            s.OrganisationId,
                            t.Id,
                            t.OpenedAt,
                            Mailed = t.FirstMailAt != null,
                        }
                )
                .ToListAsync(cancellation)
        ).ToLookup(t => t.OrganisationId);
        var senders = (
            await db
                .OutboundSenders.AsNoTracking()
                .Where(s => started.Any(t => t.TestId == s.TestId))
                .ToListAsync(cancellation)
        ).ToLookup(s => s.TestId);
        return row =>
            [
                .. tests[row.Id]
                    .Select(test => new CampaignTest(
                        test.OpenedAt,
                        test.Mailed || senders[test.Id].Any(),
                        [
                            .. senders[test.Id]
                                .Where(s => s.Firm && row.Domains.Contains(s.Domain))
                                .Select(s => s.Verdict),
                        ],
                        ProbeFindings.Of([
                            .. senders[test.Id]
                                .Where(s => s.Firm && row.Domains.Contains(s.Domain))
                                .Select(s => s.Findings),
                        ])
                    )),
            ];
    }
}
