using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption.Aliases;

/// <summary>For analysts: the names of providers, by the domains of their mail servers.</summary>
public sealed partial class AliasesPage : ComponentBase
{
    public const string SetForm = "set-alias";

    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = SetForm, Name = "domain")]
    private string? Domain { get; set; }

    [SupplyParameterFromForm(FormName = SetForm, Name = "provider")]
    private string? Provider { get; set; }

    /// <summary>As a page of a provider calls it: the domain of its mail servers, or a name from this table.</summary>
    [SupplyParameterFromQuery(Name = "provider")]
    private string? Asked { get; set; }

    private IReadOnlyList<ProviderAliasRow> Aliases { get; set; } = [];

    private string? Message { get; set; }

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private ProviderAliases Desk => Services.GetRequiredService<ProviderAliases>();

    public static string RemoveForm(string domain) => $"remove-{domain}";

    protected override async Task OnInitializedAsync()
    {
        // A provider without a name of its own is called by the domain of its mail servers.
        if (
            Domain is null
            && Asked is { Length: <= DomainName.MaximumLength } asked
            && DomainName.TryParse(asked.ToLowerInvariant(), out var domain)
            && asked.Contains('.', StringComparison.Ordinal)
        )
        {
            Domain = domain.Value;
        }
        await ReadAsync();
    }

    private async Task ReadAsync() => Aliases = await Desk.AllAsync(Context.RequestAborted);

    private async Task SetAsync()
    {
        var refusal = await Desk.SetAsync(
            TypedText.WithoutNul(Domain),
            TypedText.WithoutNul(Provider),
            Actor,
            Context.RequestAborted
        );
        await AnswerAsync(refusal, "aliases.set.done");
        if (refusal is null)
        {
            Domain = Provider = null;
        }
    }

    private async Task RemoveAsync(string domain) =>
        await AnswerAsync(
            await Desk.RemoveAsync(domain, Actor, Context.RequestAborted),
            "aliases.removed"
        );

    private async Task AnswerAsync(AliasRefusal? refusal, string done)
    {
        if (refusal is { } why)
        {
            Problem = Texts[$"aliases.problem.{Slug.Of(why)}"];
            return;
        }
        Message = Texts[done];
        await ReadAsync();
    }

    private static string Shown(string domain) => DomainName.Parse(domain).ToUnicode();
}
