using System.Reflection;
using Dashboard.Web.Features.Notices.Webhooks;

namespace Dashboard.Web.Tests.Notices;

public sealed class AdvisoryLockTests
{
    /// <summary>What two parts of the program lock by one number holds up the one for the other.</summary>
    [Fact]
    public void Every_lock_of_the_database_has_a_number_of_its_own()
    {
        var locks = typeof(WebhookQueue)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetFields(
                    BindingFlags.Static
                        | BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.DeclaredOnly
                )
            )
            .Where(field => field.IsLiteral && field.FieldType == typeof(long))
            .Select(field =>
                (
                    Name: $"{field.DeclaringType}.{field.Name}",
                    Number: (long)field.GetRawConstantValue()!
                )
            )
            .Where(of => of.Number / 1000 == 8_412_640)
            .ToList();

        locks.Count.ShouldBeGreaterThan(4);
        locks
            .GroupBy(of => of.Number)
            .Where(of => of.Count() > 1)
            .SelectMany(of => of)
            .ShouldBeEmpty();
    }
}
