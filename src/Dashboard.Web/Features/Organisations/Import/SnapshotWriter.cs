using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Writes what a difference changes, within one transaction. New rows go by COPY, changed ones are loaded some hundred at a time:
/// neither the register nor the store is ever held whole.
/// </summary>
internal sealed class SnapshotWriter(
    DashboardDb db,
    RegisterSource source,
    int? listId,
    LayerTable layers,
    DateOnly today
)
{
    private const int BatchSize = 500;

    private readonly Dictionary<string, int> organisationOf = new(StringComparer.Ordinal);

    public async Task WriteAsync(
        RegisterContents contents,
        RegisterDifference difference,
        CancellationToken cancellation
    )
    {
        var directory = await OrganisationDirectory.LoadAsync(db, cancellation);
        await LoadKnownAsync(cancellation);
        await AddAsync(difference, directory, cancellation);
        await ChangeAsync(difference, directory, cancellation);
        await CountMissingAsync(difference, cancellation);
        await new DomainWriter(db, source, listId, organisationOf, Renamed(difference)).WriteAsync(
            difference,
            cancellation
        );
        await WriteHostsAsync(contents, difference, cancellation);
        await StandingWriter.WriteAsync(db, cancellation);
    }

    /// <summary>Records with another key than before, by the former one.</summary>
    private static Dictionary<string, string> Renamed(RegisterDifference difference) =>
        difference
            .Organisations.Where(change =>
                change is { Staged: not null, Former: not null }
                && change.Staged.Key != change.Former.Key
            )
            .ToDictionary(
                change => change.Former!.Key,
                change => change.Staged!.Key,
                StringComparer.Ordinal
            );

    private async Task LoadKnownAsync(CancellationToken cancellation)
    {
        var known = db
            .OrganisationRecords.Where(record => record.Source == source && record.ListId == listId)
            .Select(record => new { record.Key, record.OrganisationId })
            .AsAsyncEnumerable();
        await foreach (var record in known.WithCancellation(cancellation))
        {
            organisationOf[record.Key] = record.OrganisationId;
        }
    }

    /// <summary>Organisations that this source names for the first time; some of them are there by another source.</summary>
    private async Task AddAsync(
        RegisterDifference difference,
        OrganisationDirectory directory,
        CancellationToken cancellation
    )
    {
        var added = difference
            .Organisations.Where(change => change.Former is null)
            .Select(change => change.Staged!)
            .ToList();
        var fresh = new List<(int Id, string Key, RegisterOrganisation Organisation)>();
        var ids = await NewIdsAsync(added.Count, cancellation);
        var joined = new List<(int Id, RegisterOrganisation Organisation)>();
        for (var at = 0; at < added.Count; at++)
        {
            var organisation = added[at];
            if (directory.Find(organisation.SystemId, organisation.Tooi) is { } known)
            {
                organisationOf[organisation.Key] = known;
                joined.Add((known, organisation));
                continue;
            }
            var key = directory.NewKey(organisation, ids[at]);
            directory.Add(ids[at], key, organisation.SystemId, organisation.Tooi);
            organisationOf[organisation.Key] = ids[at];
            fresh.Add((ids[at], key, organisation));
        }
        await CopyOrganisationsAsync(fresh, directory, cancellation);
        await db.CopyAsync(
            "organisation_records",
            [
                ("organisation_id", NpgsqlDbType.Integer),
                ("source", NpgsqlDbType.Text),
                ("list_id", NpgsqlDbType.Integer),
                ("key", NpgsqlDbType.Text),
                ("content", NpgsqlDbType.Jsonb),
                ("fingerprint", NpgsqlDbType.Uuid),
                ("ends_on", NpgsqlDbType.Date),
                ("missing_snapshots", NpgsqlDbType.Integer),
            ],
            added,
            organisation =>
                [
                    organisationOf[organisation.Key],
                    Slug.Of(source),
                    listId,
                    organisation.Key,
                    JsonSerializer.Serialize(organisation, EvidenceJson.Options),
                    RegisterFingerprint.Of(organisation),
                    organisation.EndsOn,
                    0,
                ],
            cancellation
        );
        foreach (var batch in joined.Chunk(BatchSize))
        {
            await UpdateAsync([.. batch.Select(one => one.Id)], directory, cancellation);
        }
    }

    private async Task<int[]> NewIdsAsync(int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return [];
        }
        await using var command = new NpgsqlCommand(
            "SELECT nextval(pg_get_serial_sequence('organisations', 'id'))::int FROM generate_series(1, $1)",
            (NpgsqlConnection)db.Database.GetDbConnection()
        );
        command.Parameters.Add(new() { Value = count });
        var ids = new int[count];
        await using var row = await command.ExecuteReaderAsync(cancellation);
        for (var at = 0; await row.ReadAsync(cancellation); at++)
        {
            ids[at] = row.GetInt32(0);
        }
        return ids;
    }

    private Task CopyOrganisationsAsync(
        List<(int Id, string Key, RegisterOrganisation Organisation)> fresh,
        OrganisationDirectory directory,
        CancellationToken cancellation
    ) =>
        db.CopyAsync(
            "organisations",
            [
                ("id", NpgsqlDbType.Integer),
                ("key", NpgsqlDbType.Text),
                ("system_id", NpgsqlDbType.Text),
                ("tooi", NpgsqlDbType.Text),
                ("oin", NpgsqlDbType.Text),
                ("name", NpgsqlDbType.Text),
                ("abbreviations", NpgsqlDbType.Array | NpgsqlDbType.Text),
                ("types", NpgsqlDbType.Array | NpgsqlDbType.Text),
                ("kind", NpgsqlDbType.Text),
                ("parent_id", NpgsqlDbType.Integer),
                ("related_id", NpgsqlDbType.Integer),
                ("own_layer", NpgsqlDbType.Text),
                ("own_ministry_id", NpgsqlDbType.Integer),
                ("own_province", NpgsqlDbType.Text),
                ("own_ends_on", NpgsqlDbType.Date),
                ("layer", NpgsqlDbType.Text),
                ("corrected", NpgsqlDbType.Array | NpgsqlDbType.Text),
            ],
            fresh,
            row =>
            {
                var organisation = row.Organisation;
                var layer = OwnLayer(organisation);
                return
                [
                    row.Id,
                    row.Key,
                    organisation.SystemId,
                    organisation.Tooi,
                    organisation.Oin,
                    organisation.Name,
                    organisation.Abbreviations.ToArray(),
                    organisation.Types.ToArray(),
                    Slug.Of(organisation.Kind),
                    IdOf(organisation.ParentKey),
                    IdOf(organisation.RelatedKey),
                    layer,
                    directory.Find(organisation.Ministry),
                    organisation.Province,
                    organisation.EndsOn,
                    layer ?? Layers.SemiPubliek,
                    Array.Empty<string>(),
                ];
            },
            cancellation
        );

    private async Task ChangeAsync(
        RegisterDifference difference,
        OrganisationDirectory directory,
        CancellationToken cancellation
    )
    {
        var changed = difference
            .Organisations.Where(change =>
                change is { Former: not null, Staged: not null }
                && (
                    change.Change != RegisterChange.Unchanged
                    || change.Former.Fingerprint != RegisterFingerprint.Of(change.Staged)
                )
            )
            .ToList();
        foreach (var batch in changed.Chunk(BatchSize))
        {
            var keys = batch.Select(change => change.Former!.Key).ToList();
            var records = await db
                .OrganisationRecords.Where(record =>
                    record.Source == source && record.ListId == listId && keys.Contains(record.Key)
                )
                .ToDictionaryAsync(record => record.Key, StringComparer.Ordinal, cancellation);
            foreach (var change in batch)
            {
                var record = records[change.Former!.Key];
                record.Content = change.Staged!;
                record.Fingerprint = RegisterFingerprint.Of(change.Staged!);
                record.EndsOn = change.Staged!.EndsOn;
                record.MissingSnapshots = 0;
                organisationOf[change.Staged.Key] = record.OrganisationId;
            }
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
            foreach (var change in batch.Where(one => one.Staged!.Key != one.Former!.Key))
            {
                await RenameAsync(change.Former!.Key, change.Staged!.Key, cancellation);
            }
            await UpdateAsync(
                [.. batch.Select(change => organisationOf[change.Staged!.Key]).Distinct()],
                directory,
                cancellation
            );
        }
    }

    /// <summary>A record whose number in the register is another now keeps its organisation and its domains.</summary>
    private async Task RenameAsync(string former, string key, CancellationToken cancellation)
    {
        await db
            .OrganisationRecords.Where(record =>
                record.Source == source && record.ListId == listId && record.Key == former
            )
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Key, key), cancellation);
        await db
            .OrganisationDomains.Where(domain =>
                domain.Source == source && domain.ListId == listId && domain.RecordKey == former
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(domain => domain.RecordKey, key),
                cancellation
            );
    }

    private async Task CountMissingAsync(
        RegisterDifference difference,
        CancellationToken cancellation
    )
    {
        var missing = difference
            .Organisations.Where(change => change.Staged is null)
            .Select(change => change.Key)
            .ToList();
        var ended = difference
            .Organisations.Where(change => change is { Staged: null, Change: RegisterChange.Ended })
            .Select(change => change.Key)
            .ToList();
        var own = db.OrganisationRecords.Where(record =>
            record.Source == source && record.ListId == listId
        );
        if (difference.CountsMissing)
        {
            await own.Where(record => missing.Contains(record.Key))
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(
                            record => record.MissingSnapshots,
                            record => record.MissingSnapshots + 1
                        ),
                    cancellation
                );
        }
        var named = difference
            .Organisations.Where(change =>
                change is { Staged: not null, Former.MissingSnapshots: > 0 }
            )
            .Select(change => change.Staged!.Key)
            .ToList();
        await own.Where(record => named.Contains(record.Key))
            .ExecuteUpdateAsync(
                set => set.SetProperty(record => record.MissingSnapshots, 0),
                cancellation
            );
        await own.Where(record => ended.Contains(record.Key))
            .ExecuteUpdateAsync(
                set => set.SetProperty(record => record.EndsOn, today),
                cancellation
            );
        foreach (var batch in ended.Chunk(BatchSize))
        {
            await UpdateAsync([.. batch.Select(key => organisationOf[key])], null, cancellation);
        }
    }

    /// <summary>Makes organisations what their sources say, the strongest first; what an analyst has corrected stays.</summary>
    private async Task UpdateAsync(
        IReadOnlyList<int> ids,
        OrganisationDirectory? directory,
        CancellationToken cancellation
    )
    {
        var organisations = await db
            .Organisations.Where(organisation => ids.Contains(organisation.Id))
            .ToDictionaryAsync(organisation => organisation.Id, cancellation);
        var records = await db
            .OrganisationRecords.AsNoTracking()
            .Where(record => ids.Contains(record.OrganisationId))
            .ToListAsync(cancellation);
        foreach (var group in records.GroupBy(record => record.OrganisationId))
        {
            var organisation = organisations[group.Key];
            var best = group.OrderBy(record => record.Source).ThenBy(record => record.Id).ToList();
            TakeKeys(organisation, best, directory);
            if (best[0].Source == source && best[0].ListId == listId)
            {
                Take(organisation, best[0], directory);
            }
        }
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private static void TakeKeys(
        Organisation organisation,
        List<OrganisationRecord> records,
        OrganisationDirectory? directory
    )
    {
        var systemId = records.Select(record => record.Content.SystemId).FirstOrDefault(IsThere);
        var tooi = records.Select(record => record.Content.Tooi).FirstOrDefault(IsThere);
        if (directory?.IsFree(systemId, tooi, organisation.Id) == true)
        {
            organisation.SystemId = systemId ?? organisation.SystemId;
            organisation.Tooi = tooi ?? organisation.Tooi;
            directory.Add(
                organisation.Id,
                organisation.Key,
                organisation.SystemId,
                organisation.Tooi
            );
        }
        organisation.Oin =
            records.Select(record => record.Content.Oin).FirstOrDefault(IsThere)
            ?? organisation.Oin;
    }

    private void Take(
        Organisation organisation,
        OrganisationRecord record,
        OrganisationDirectory? directory
    )
    {
        var content = record.Content;
        organisation.Abbreviations = [.. content.Abbreviations];
        organisation.Types = [.. content.Types];
        organisation.Kind = content.Kind;
        organisation.RelatedId = IdOf(content.RelatedKey) ?? organisation.RelatedId;
        Set(organisation, OrganisationField.Name, () => organisation.Name = content.Name);
        Set(organisation, OrganisationField.Layer, () => organisation.OwnLayer = OwnLayer(content));
        Set(
            organisation,
            OrganisationField.Parent,
            () => organisation.ParentId = IdOf(content.ParentKey)
        );
        Set(
            organisation,
            OrganisationField.Province,
            () => organisation.OwnProvince = content.Province
        );
        Set(organisation, OrganisationField.EndsOn, () => organisation.OwnEndsOn = record.EndsOn);
        if (directory is not null)
        {
            Set(
                organisation,
                OrganisationField.Ministry,
                () => organisation.OwnMinistryId = directory.Find(content.Ministry)
            );
        }
    }

    private static void Set(Organisation organisation, OrganisationField field, Action set)
    {
        if (!organisation.Corrected.Contains(field))
        {
            set();
        }
    }

    private string? OwnLayer(RegisterOrganisation organisation) =>
        organisation.Kind == OrganisationKind.Part
            ? null
            : organisation.Layer ?? layers.LayerOf(organisation.Types);

    private int? IdOf(string? key) =>
        key is not null && organisationOf.TryGetValue(key, out var id) ? id : null;

    private static bool IsThere(string? text) => text is not null;

    /// <summary>All hosts of the source, or of the organisations that a part of the register names.</summary>
    private async Task WriteHostsAsync(
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
