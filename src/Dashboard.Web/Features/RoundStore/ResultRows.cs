using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Web.Features.RoundStore;

/// <summary>Between results as they are stored, narrow, and as they are counted.</summary>
internal static class ResultRows
{
    /// <summary>Those of mail domains, which have a place in <see cref="RoundResultRow.Outcomes"/>.</summary>
    private static readonly FigureStandard[] Standards =
    [
        .. Enum.GetValues<MailStandard>().Select(standard => (FigureStandard)standard),
    ];

    private const NpgsqlDbType Smallints = NpgsqlDbType.Array | NpgsqlDbType.Smallint;

    private const string Copy =
        "COPY round_results (round_id, domain_id, version, edition, superseded_in, wave, measured_at, organisation, layer,"
        + " ministry, province, provider, more, failing_providers, status, delivery, connection_type, attacker_connection_type,"
        + " hindrance, reason, flags, explained, outcomes, statuses) FROM STDIN (FORMAT BINARY)";

    /// <summary>Without the combined one of DNSSEC.</summary>
    public static IReadOnlyDictionary<FigureStandard, StandardOutcomes> Stored(
        RoundResultRow row
    ) =>
        Standards
            .Select(standard => (Standard: standard, Code: row.OutcomeOf(standard)))
            .Where(c => c.Code is not null)
            .ToDictionary(c => c.Standard, c => StandardOutcomes.FromCode(c.Code!.Value));

    /// <summary>As <see cref="RoundResultRow.Outcomes"/> has them.</summary>
    public static short?[] Codes(IReadOnlyDictionary<FigureStandard, StandardOutcomes> outcomes) =>
        [
            .. Standards.Select(standard =>
                outcomes.TryGetValue(standard, out var found) ? found.Code : (short?)null
            ),
        ];

    /// <summary>As <see cref="RoundResultRow.Statuses"/> has them.</summary>
    public static short?[]? Words(
        IReadOnlyDictionary<FigureStandard, string> statuses,
        IReadOnlyDictionary<string, short> numbers
    ) =>
        statuses.Count == 0
            ? null
            :
            [
                .. Standards.Select(standard =>
                    statuses.TryGetValue(standard, out var word) ? numbers[word] : (short?)null
                ),
            ];

    /// <summary>The numbers of the words that a result has.</summary>
    public static IEnumerable<(FigureStandard Standard, short Word)> Statuses(RoundResultRow row) =>
        (row.Statuses ?? [])
            .Select((word, number) => (Standard: (FigureStandard)number, Word: word))
            .Where(status => status.Word is not null)
            .Select(status => (status.Standard, status.Word!.Value));

    /// <summary>With DNSSEC of domain and hosts as one.</summary>
    public static IReadOnlyDictionary<FigureStandard, StandardOutcomes> Outcomes(
        RoundResultRow row
    ) => Outcomes(row.Outcomes);

    /// <inheritdoc cref="Outcomes(RoundResultRow)"/>
    /// <param name="codes">As <see cref="RoundResultRow.Outcomes"/>.</param>
    public static IReadOnlyDictionary<FigureStandard, StandardOutcomes> Outcomes(short?[] codes)
    {
        var outcomes = new Dictionary<FigureStandard, StandardOutcomes>(Standards.Length + 1);
        foreach (var standard in Standards.Append(FigureStandard.Dnssec))
        {
            if (OutcomeOf(codes, standard) is { } found)
            {
                outcomes[standard] = found;
            }
        }
        return outcomes;
    }

    /// <summary>Null where the standard was not run.</summary>
    /// <param name="codes">As <see cref="RoundResultRow.Outcomes"/>.</param>
    public static StandardOutcomes? OutcomeOf(short?[] codes, FigureStandard standard)
    {
        if (standard == FigureStandard.Dnssec)
        {
            return
                OutcomeOf(codes, FigureStandard.DnssecDomain) is { } domain
                && OutcomeOf(codes, FigureStandard.DnssecMx) is { } hosts
                ? FigureStandards.Dnssec(domain, hosts)
                : null;
        }
        return (int)standard < codes.Length && codes[(int)standard] is { } code
            ? StandardOutcomes.FromCode(code)
            : null;
    }

    /// <summary>The bit of a standard in <see cref="RoundResultRow.Explained"/>.</summary>
    public static int ExplainedBit(FigureStandard standard) =>
        standard == FigureStandard.Dnssec ? 1 << 30 : 1 << (int)standard;

    public static async Task AddAsync(
        DashboardDb db,
        IReadOnlyList<RoundResultRow> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
        {
            return;
        }
        var connection = (NpgsqlConnection)
            Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(
                db.Database
            );
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            await WriteAsync(copy, row, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter copy,
        RoundResultRow row,
        CancellationToken cancellation
    )
    {
        await copy.WriteAsync(row.RoundId, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.DomainId, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Version, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.Edition, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.SupersededIn, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.Wave, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.MeasuredAt, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync(row.Organisation, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Layer, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Ministry, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Province, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Provider, NpgsqlDbType.Integer, cancellation);
        await WriteNumbersAsync(copy, row.More, cancellation);
        await WriteNumbersAsync(copy, row.FailingProviders, cancellation);
        await copy.WriteAsync(row.Status, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.Delivery, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.ConnectionType, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.AttackerConnectionType, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.Hindrance, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.Reason, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync((short)row.Flags, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(row.Explained, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Outcomes, Smallints, cancellation);
        await (
            row.Statuses is { } words
                ? copy.WriteAsync(words, Smallints, cancellation)
                : copy.WriteNullAsync(cancellation)
        );
    }

    private static Task WriteNumbersAsync(
        NpgsqlBinaryImporter copy,
        int[]? numbers,
        CancellationToken cancellation
    ) =>
        numbers is null
            ? copy.WriteNullAsync(cancellation)
            : copy.WriteAsync(numbers, NpgsqlDbType.Array | NpgsqlDbType.Integer, cancellation);
}
