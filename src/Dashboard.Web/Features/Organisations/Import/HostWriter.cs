using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Writes the hosts that a source names.</summary>
/// <param name="organisationOf">Ids of organisations, by the key of their record in this source.</param>
internal sealed class HostWriter(
    DashboardDb db,
    RegisterSource source,
    IReadOnlyDictionary<string, int> organisationOf
)
{
    /// <summary>All hosts of the source, or of the organisations that a part of the register names.</summary>
    public async Task WriteAsync(
        RegisterContents contents,
        RegisterDifference difference,
        CancellationToken cancellation
    )
    {
        if (source == RegisterSource.List)
        {
            return;
        }
        var own = db.OrganisationHosts.Where(host => host.Source == source);
        if (contents.IsCategoryFile)
        {
            var named = difference
                .Organisations.Where(change => change.Staged is not null)
                .Select(change => organisationOf[change.Staged!.Key])
                .ToList();
            own = own.Where(host => named.Contains(host.OrganisationId));
        }
        await own.ExecuteDeleteAsync(cancellation);
        await db.CopyAsync(
            "organisation_hosts",
            [
                ("organisation_id", NpgsqlDbType.Integer),
                ("source", NpgsqlDbType.Text),
                ("host", NpgsqlDbType.Text),
                ("registrable_domain", NpgsqlDbType.Text),
                ("label", NpgsqlDbType.Text),
                ("until", NpgsqlDbType.Date),
            ],
            contents
                .Hosts.Where(host => organisationOf.ContainsKey(host.OrganisationKey))
                .DistinctBy(host => (host.OrganisationKey, host.Name, host.Label)),
            host =>
                [
                    organisationOf[host.OrganisationKey],
                    Slug.Of(source),
                    host.Name.Value,
                    host.RegistrableDomain?.Value,
                    host.Label,
                    host.Until,
                ],
            cancellation
        );
    }
}
