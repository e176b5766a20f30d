using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts.Provider;
using Dashboard.Web.Platform;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>Settings and documents of a provider that are right, and those that are refused.</summary>
public sealed class ProviderOptionsTests
{
    [Theory]
    [InlineData("https://login.example.nl", true)]
    [InlineData("https://login.example.nl/realms/staff/", true)]
    [InlineData("http://localhost:8080/realms/staff", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://login.example.nl", false)]
    [InlineData("http://localhost.example.nl", false)]
    [InlineData("https://user@login.example.nl", false)]
    [InlineData("https://login.example.nl/?tenant=1", false)]
    [InlineData("https://login.example.nl/#x", false)]
    [InlineData("login.example.nl", false)]
    public void Authority_is_https_or_on_this_machine(string authority, bool right) =>
        ProviderAddresses.IsAuthority(authority).ShouldBe(right);

    [Fact]
    public void Settings_that_are_whole_are_right() => Problems(Whole()).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_needed_without_a_provider() =>
        Problems(new ProviderOptions()).ShouldBeEmpty();

    [Fact]
    public void Client_without_an_authority_is_refused() =>
        Problems(new ProviderOptions { ClientId = "x" }).ShouldBe(["Authority"]);

    [Fact]
    public void Secret_is_given_in_one_way()
    {
        var none = Whole();
        none.ClientSecret = null;
        var both = Whole();
        both.ClientSecretFile = "/nowhere";

        Problems(none).ShouldBe(["ClientSecret", "ClientSecretFile"]);
        Problems(both).ShouldBe(["ClientSecret", "ClientSecretFile"]);
    }

    [Fact]
    public void Secret_is_the_first_line_of_its_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            var options = Whole();
            options.ClientSecret = null;
            options.ClientSecretFile = file;
            var empty = Problems(options);
            File.WriteAllText(file, " geheim \nmore\n");

            empty.ShouldBe(["ClientSecretFile"]);
            Problems(options).ShouldBeEmpty();
            options.Secret().ShouldBe("geheim");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("analysts=analyst", "analysts", AccountRole.Analyst)]
    [InlineData("cn=a,ou=b = administrator", "cn=a,ou=b", AccountRole.Administrator)]
    [InlineData("analysts", null, null)]
    [InlineData("=analyst", null, null)]
    [InlineData("analysts=boss", null, null)]
    [InlineData("members=organisation-member", null, null)]
    public void Line_of_a_role_is_read(string line, string? value, AccountRole? role)
    {
        var read = ProviderOptions.RoleOf(line);

        (read?.Value, read?.Role).ShouldBe((value, role));
        var options = Whole();
        options.RoleClaim = "groups";
        options.Roles = [line];
        Problems(options).ShouldBe(read is null ? ["Roles"] : []);
    }

    [Fact]
    public void Roles_need_the_claim_that_they_are_read_from()
    {
        var options = Whole();
        options.Roles = ["a=analyst"];

        Problems(options).ShouldBe(["RoleClaim", "Roles"]);
    }

    [Theory]
    [InlineData("https://login.example.nl/", null, true)]
    [InlineData("https://login.example.nl", null, true)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("https://LOGIN.example.nl", null, false)]
    [InlineData("https://login.example.nl", "http://login.example.nl/token", false)]
    [InlineData("https://login.example.nl", "", false)]
    public void Discovery_document_is_of_the_issuer_and_of_https(
        string issuer,
        string? token,
        bool right
    )
    {
        var document = new OpenIdConnectConfiguration
        {
            Issuer = issuer,
            AuthorizationEndpoint = "https://login.example.nl/authorize",
            TokenEndpoint = token ?? "https://login.example.nl/token",
            JwksUri = "https://login.example.nl/keys",
        };
        document.SigningKeys.Add(new JsonWebKey());

        new ProviderMetadata("https://login.example.nl")
            .Validate(document)
            .Succeeded.ShouldBe(right);
        document.SigningKeys.Clear();
        new ProviderMetadata("https://login.example.nl")
            .Validate(document)
            .Succeeded.ShouldBeFalse("there are no keys");
    }

    [Fact]
    public void Claims_that_say_several_things_say_nothing()
    {
        var options = Whole();
        options.SecondStepAcr = ["high"];

        var person = ProviderPerson
            .Of(
                Person(
                    ("email", "a@example.nl"),
                    ("email", "b@example.nl"),
                    ("email_verified", "true"),
                    ("preferred_username", "a"),
                    ("preferred_username", "b"),
                    ("acr", "high"),
                    ("acr", "low")
                ),
                options
            )
            .ShouldNotBeNull();

        person.VerifiedAddress.ShouldBeNull();
        person.Name.ShouldBeNull();
        person.HasSecondStep.ShouldBeFalse();
    }

    [Fact]
    public void Address_with_two_words_on_it_is_not_verified() =>
        ProviderPerson
            .Of(
                Person(
                    ("email", "a@example.nl"),
                    ("email_verified", "true"),
                    ("email_verified", "false")
                ),
                Whole()
            )
            .ShouldNotBeNull()
            .VerifiedAddress.ShouldBeNull();

    [Fact]
    public void Second_step_counts_nothing_where_no_setting_names_one() =>
        ProviderPerson
            .Of(Person(("amr", "mfa"), ("acr", "high")), Whole())
            .ShouldNotBeNull()
            .HasSecondStep.ShouldBeFalse();

    [Fact]
    public void Subject_of_more_than_255_characters_is_none() =>
        ProviderPerson
            .Of(
                new ClaimsPrincipal(
                    new ClaimsIdentity([
                        new("iss", "https://login.example.nl"),
                        new("sub", new string('x', 256)),
                    ])
                ),
                Whole()
            )
            .ShouldBeNull();

    private static ClaimsPrincipal Person(params (string Type, string Value)[] claims) =>
        new(
            new ClaimsIdentity([
                new("iss", "https://login.example.nl"),
                new("sub", "a-1"),
                .. claims.Select(claim => new Claim(claim.Type, claim.Value)),
            ])
        );

    private static ProviderOptions Whole() =>
        new()
        {
            Authority = "https://login.example.nl",
            ClientId = "dashboard",
            ClientSecret = "geheim",
        };

    private static IEnumerable<string> Problems(ProviderOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), problems, validateAllProperties: true);
        return problems.SelectMany(problem => problem.MemberNames);
    }
}
