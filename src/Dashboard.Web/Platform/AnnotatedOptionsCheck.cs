using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Platform;

/// <summary>Checks the ranges that stand at the properties of a section, and names a wrong one as the operator wrote it.</summary>
internal sealed class AnnotatedOptionsCheck<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var wrong = new List<ValidationResult>();
        return Validator.TryValidateObject(
            options,
            new ValidationContext(options),
            wrong,
            validateAllProperties: true
        )
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(Sentence));
    }

    private string Sentence(ValidationResult wrong) =>
        $"{section}:{string.Join(", ", wrong.MemberNames)}: {wrong.ErrorMessage}";
}
