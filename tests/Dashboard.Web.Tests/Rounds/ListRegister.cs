using Dashboard.Core.Dns;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>One organisation that has all these domains.</summary>
internal sealed class ListRegister(IEnumerable<DomainName> domains) : IRoundRegister
{
    public const string Organisation = "o1";

    private static readonly ListedValue Self = new(Organisation, "Proefgemeente");

    public Task<RoundList?> ReadAsync(string? list, DateOnly day, CancellationToken cancellation) =>
        Task.FromResult<RoundList?>(
            new(
                list,
                [new(Self, new("gemeente", "Gemeenten"), null, null, Self)],
                [.. domains.Select(domain => new ListedDomain(domain, [Organisation]))]
            )
        );

    public Task<string?> FindKeyAsync(string organisation, CancellationToken cancellation) =>
        Task.FromResult(organisation == Organisation ? organisation : null);
}
