using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound.Result;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Makes the list of former tests.</summary>
internal static class InboundTestHistory
{
    /// <summary>
    /// The newest finished tests of a domain, newest first, and one more wherever it is among them. The database takes out what is shown: whole documents would be megabytes
    /// a page view.
    /// </summary>
    public static async Task<IReadOnlyList<InboundTestFacts>> ReadAsync(
        DashboardDb db,
        DomainName domain,
        int most,
        string? alsoId,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .Database.SqlQuery<string>(
                $$"""
                SELECT jsonb_build_object(
                  'id', test.id,
                  'finishedAt', coalesce(test.finished_at, test.created_at),
                  'status', verdict.mail_transport -> 'status',
                  'delivery', verdict.mail_transport -> 'delivery',
                  'connectionType', verdict.mail_transport -> 'connectionType',
                  'attackerConnectionType', verdict.mail_transport -> 'attackerConnectionType',
                  'methodVersion', verdict.mail_transport -> 'methodVersion',
                  'resolverFault', verdict.mail_transport -> 'resolverFault',
                  'omittedHosts', verdict.mail_transport -> 'omittedHosts',
                  'hosts', (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'name', host #>> '{host,name}',
                      'lookups', jsonb_build_object(
                        'addresses', host #> '{policy,addresses}',
                        'familyFault', host #> '{policy,familyFault}',
                        'tlsa', host #> '{policy,tlsaAnswer}',
                        'tlsaLostHere', host #> '{policy,tlsaLostHere}'),
                      'tlsa', jsonb_path_query_array(host, '$.policy.tlsa[*].record'),
                      'addresses', (
                        SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'address', address -> 'address', 'outcome', address -> 'outcome',
                          'notProbed', address -> 'notProbed')
                          ORDER BY place), '[]')
                        FROM jsonb_array_elements(host -> 'addresses')
                          WITH ORDINALITY AS a (address, place)))
                      ORDER BY place), '[]')
                    FROM jsonb_array_elements(verdict.mail_transport -> 'hosts') WITH ORDINALITY AS h (host, place)),
                  'served', (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'name', host #>> '{host,name}',
                      'leaves',
                        jsonb_path_query_array(host,
                          '$.addresses[*].attempts[last].handshake.chain.certificates[0].sha256')
                        || jsonb_path_query_array(host,
                          '$.addresses[*].otherCertificate.handshake.chain.certificates[0].sha256'))
                      ORDER BY place), '[]')
                    FROM jsonb_array_elements(evidence.document -> 'hosts')
                      WITH ORDINALITY AS h (host, place))
                )::text AS "Value"
                FROM inbound_tests AS test
                JOIN observations AS evidence ON evidence.id = test.observation_id
                JOIN verdicts AS verdict ON verdict.observation_id = test.observation_id
                  AND verdict.standard = 'dane' AND verdict.method_version = test.method_version
                WHERE test.domain = {{domain.Value}} AND test.state = 'done' AND (
                  test.id = {{alsoId}} OR test.id IN (
                    SELECT id FROM inbound_tests
                    WHERE domain = {{domain.Value}} AND state = 'done'
                    ORDER BY created_at DESC
                    LIMIT {{most}}))
                ORDER BY test.created_at DESC
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

    /// <param name="before">The test before it; null where there is none, or it was not read.</param>
    public static InboundTestSummary Summary(InboundTestFacts test, InboundTestFacts? before)
    {
        var state = ShownStates.Of(
            test.Status,
            test.ConnectionType,
            DeliveryHindrances.Of(
                test.Status,
                test.ConnectionType,
                test.ResolverFault,
                test.Hosts.SelectMany(host => host.Addresses)
                    .Any(address => address.Outcome == AddressOutcome.Refused),
                [.. test.Hosts.Select(host => host.Lookups)]
            )
        );
        return new(
            test.Id,
            test.FinishedAt,
            test.Status,
            test.Delivery,
            test.ConnectionType,
            test.AttackerConnectionType,
            state,
            WhyKey(test, state),
            test.MethodVersion,
            [
                .. test
                    .Hosts.Where(host =>
                        host.Addresses.Count > 0
                        && host.Addresses.All(address =>
                            address.Outcome == AddressOutcome.Authenticated
                        )
                    )
                    .Select(host => host.Name),
            ],
            before is null ? [] : InboundTestComparison.Between(before, test)
        );
    }

    private static string? WhyKey(InboundTestFacts test, ShownState state) =>
        state switch
        {
            ShownState.VerifiedNow
                when test.AttackIsKnown()
                    && test.AttackerConnectionType
                        is ConnectionType.Encrypted
                            or ConnectionType.Unencrypted => "why.forced",
            ShownState.HeldBackByDane => DeliveryWords.TlsaKey(test.Status),
            _ => null,
        };
}
