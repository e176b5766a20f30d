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
internal sealed class SnapshotWriter
{
    private const int BatchSize = 500;

    private readonly DashboardDb db;
    private readonly RegisterSource source;
    private readonly int? listId;
    private readonly DateOnly today;
    private readonly OrganisationUpdater updater;
    private readonly Dictionary<string, int> organisationOf = new(StringComparer.Ordinal);

    public SnapshotWriter(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        LayerTable layers,
        DateOnly today
    )
    {
        (this.db, this.source, this.listId, this.today) = (db, source, listId, today);
        updater = new(db, source, layers, organisationOf);
    }

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
        await OfOtherListsAsync(directory, cancellation);
        await new DomainWriter(db, source, listId, organisationOf, Renamed(difference)).WriteAsync(
            difference,
            cancellation
        );
        await new HostWriter(db, source, organisationOf).WriteAsync(
            contents,
            difference,
            cancellation
        );
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
            await updater.UpdateAsync([.. batch.Select(one => one.Id)], directory, cancellation);
            await OrganisationKeys.TakeOverAsync(
                db,
                source,
                [.. batch.Select(one => one.Id)],
                directory,
                cancellation
            );
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
                ("former_keys", NpgsqlDbType.Array | NpgsqlDbType.Text),
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
                var layer = updater.OwnLayer(organisation);
                return
                [
                    row.Id,
                    row.Key,
                    Array.Empty<string>(),
                    organisation.SystemId,
                    organisation.Tooi,
                    organisation.Oin,
                    organisation.Name,
                    organisation.Abbreviations.ToArray(),
                    organisation.Types.ToArray(),
                    Slug.Of(organisation.Kind),
                    updater.IdOf(organisation.ParentKey),
                    updater.IdOf(organisation.RelatedKey),
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
            await updater.UpdateAsync(
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

    /// <summary>
    /// Organisations that another list names too are what the list that was imported last says, also where this one says nothing new or
    /// names them no more.
    /// </summary>
    private async Task OfOtherListsAsync(
        OrganisationDirectory directory,
        CancellationToken cancellation
    )
    {
        if (source != RegisterSource.List)
        {
            return;
        }
        var shared = await db
            .OrganisationRecords.Where(record =>
                record.Source == source
                && record.ListId == listId
                && db.OrganisationRecords.Any(other =>
                    other.OrganisationId == record.OrganisationId
                    && other.Source == source
                    && other.ListId != listId
                )
            )
            .Select(record => record.OrganisationId)
            .Distinct()
            .ToListAsync(cancellation);
        foreach (var batch in shared.Chunk(BatchSize))
        {
            await updater.UpdateAsync([.. batch], directory, cancellation);
        }
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
            await updater.UpdateAsync(
                [.. batch.Select(key => organisationOf[key])],
                null,
                cancellation
            );
        }
    }
}
