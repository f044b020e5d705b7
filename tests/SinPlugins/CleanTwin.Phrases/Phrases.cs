namespace CleanTwin.Phrases;

/// <summary>What a plugin brings along for itself.</summary>
public static class Greetings
{
    public static string Hello => "hello";
}
