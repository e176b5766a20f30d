using System.ComponentModel.DataAnnotations;
using Dashboard.Probes;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Platform;

/// <summary>
/// Checks the ranges that the properties of a section have, and that its lists are numbered; names a wrong one as the operator wrote it.
/// </summary>
internal sealed class AnnotatedOptionsCheck<T>(string section, IConfiguration configuration)
    : IValidateOptions<T>
    where T : class
{
    private static readonly IReadOnlyList<string> Lists =
    [
        .. typeof(T)
            .GetProperties()
            .Where(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)))
            .Select(property => property.Name),
    ];

    public ValidateOptionsResult Validate(string? name, T options)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(
            options,
            new ValidationContext(options),
            wrong,
            validateAllProperties: true
        );
        List<string> sentences =
        [
            .. Lists
                .Select(list => ListSettings.Problem(configuration, $"{section}:{list}"))
                .OfType<string>(),
            .. wrong.Select(Sentence),
        ];
        return sentences.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(sentences);
    }

    private string Sentence(ValidationResult wrong) =>
        $"{section}:{string.Join(", ", wrong.MemberNames)}: {wrong.ErrorMessage}";
}
