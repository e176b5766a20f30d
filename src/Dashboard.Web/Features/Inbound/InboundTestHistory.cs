using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Makes the list of former tests.</summary>
internal static class InboundTestHistory
{
    /// <summary>
    /// The newest finished tests of a domain, newest first. The database takes out what is shown: whole documents would be megabytes
    /// a page view.
    /// </summary>
    public static async Task<IReadOnlyList<InboundTestFacts>> ReadAsync(
        DashboardDb db,
        DomainName domain,
        int most,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .Database.SqlQuery<string>(
                $$"""
                SELECT jsonb_build_object(
                  'id', id,
                  'finishedAt', coalesce(finished_at, created_at),
                  'status', verdict -> 'status',
                  'delivery', verdict -> 'delivery',
                  'connectionType', verdict -> 'connectionType',
                  'attackerConnectionType', verdict -> 'attackerConnectionType',
                  'methodVersion', verdict -> 'methodVersion',
                  'hosts', (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'name', host #>> '{host,name}',
                      'tlsa', jsonb_path_query_array(host, '$.policy.tlsa[*].record'),
                      'addresses', (
                        SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'address', address -> 'address', 'outcome', address -> 'outcome')
                          ORDER BY place), '[]')
                        FROM jsonb_array_elements(host -> 'addresses')
                          WITH ORDINALITY AS a (address, place)))
                      ORDER BY place), '[]')
                    FROM jsonb_array_elements(verdict -> 'hosts') WITH ORDINALITY AS h (host, place)),
                  'served', (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'name', host #>> '{host,name}',
                      'leaves',
                        jsonb_path_query_array(host,
                          '$.addresses[*].attempts[last].handshake.chain.certificates[0].sha256')
                        || jsonb_path_query_array(host,
                          '$.addresses[*].otherCertificate.handshake.chain.certificates[0].sha256'))
                      ORDER BY place), '[]')
                    FROM jsonb_array_elements(observation -> 'hosts')
                      WITH ORDINALITY AS h (host, place))
                )::text AS "Value"
                FROM inbound_tests
                WHERE domain = {{domain.Value}} AND state = 'done'
                ORDER BY created_at DESC
                LIMIT {{most}}
                """
            )
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(row =>
                JsonSerializer.Deserialize<InboundTestFacts>(row, EvidenceJson.Options)
                ?? throw new JsonException("A finished test is null.")
            ),
        ];
    }

    public static InboundTestSummary Summary(InboundTestFacts test, InboundTestFacts? before) =>
        new(
            test.Id,
            test.FinishedAt,
            test.Status,
            test.Delivery,
            test.ConnectionType,
            test.AttackerConnectionType,
            test.MethodVersion,
            before is null ? [] : InboundTestComparison.Between(before, test)
        );
}
