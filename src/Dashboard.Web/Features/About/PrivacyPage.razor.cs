using Dashboard.Web.Features.People;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>
/// What is kept of whom, from <see cref="PersonalFields"/>. It follows the settings in force; the operator adds a statement of its own.
/// </summary>
public partial class PrivacyPage : ComponentBase
{
    private static readonly string[] Before = ["visitors", "cookies"];

    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PersonalDataTexts> Data { get; set; } = null!;

    [Inject]
    private IOptions<OperatorOptions> Settings { get; set; } = null!;

    [Inject]
    private IOptions<PersonalDataOptions> Stated { get; set; } = null!;

    [Inject]
    private PersonalPeriods Periods { get; set; } = null!;

    private OperatorOptions Operator => Settings.Value;

    private LegalBasis? Basis(PersonalPurpose purpose) => Stated.Value.BasisOf(purpose);
}
