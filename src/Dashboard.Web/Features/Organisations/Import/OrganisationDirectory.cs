using Dashboard.Core.Organisations;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Every organisation by its keys, over all sources, in little memory: a file of one register names organisations that another
/// has made.
/// </summary>
internal sealed class OrganisationDirectory
{
    private readonly Dictionary<string, int> bySystemId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byTooi = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    private OrganisationDirectory() { }

    public static async Task<OrganisationDirectory> LoadAsync(
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        var directory = new OrganisationDirectory();
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "SELECT id, key, system_id, tooi, former_keys FROM organisations",
            (NpgsqlConnection)db.Database.GetDbConnection()
        );
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            directory.Add(
                row.GetInt32(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3)
            );
            directory.keys.UnionWith(row.GetFieldValue<string[]>(4));
        }
        return directory;
    }

    /// <summary>By the register's number, else by the TOOI; a name is no key.</summary>
    public int? Find(string? systemId, string? tooi) =>
        systemId is not null && bySystemId.TryGetValue(systemId, out var number) ? number
        : tooi is not null && byTooi.TryGetValue(tooi, out var other) ? other
        : null;

    public int? Find(OrganisationReference? reference) =>
        reference is null ? null : Find(reference.SystemId, reference.Tooi);

    /// <summary>Whether an organisation may take these keys: no other has them.</summary>
    public bool IsFree(string? systemId, string? tooi, int id) =>
        (systemId is null || !bySystemId.TryGetValue(systemId, out var one) || one == id)
        && (tooi is null || !byTooi.TryGetValue(tooi, out var other) || other == id);

    /// <summary>The public key of a new organisation.</summary>
    public string NewKey(RegisterOrganisation organisation, int id)
    {
        var wanted = organisation.SystemId ?? LastPart(organisation.Tooi);
        return wanted is not null && IsFreeKey(wanted)
            ? wanted
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"o-{id}");
    }

    /// <summary>Whether a text can be a key, and no organisation has or had it.</summary>
    public bool IsFreeKey(string key) =>
        key.Length is > 0 and <= 60 && IsPlain(key) && !keys.Contains(key);

    public void Add(int id, string key, string? systemId, string? tooi)
    {
        keys.Add(key);
        if (systemId is not null)
        {
            bySystemId.TryAdd(systemId, id);
        }
        if (tooi is not null)
        {
            byTooi.TryAdd(tooi, id);
        }
    }

    private static string? LastPart(string? tooi) => tooi?[(tooi.LastIndexOf('/') + 1)..];

    /// <summary>It is in paths of pages.</summary>
    private static bool IsPlain(string key) =>
        key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
