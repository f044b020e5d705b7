using System.Linq.Expressions;

[DeviceDriver("subject")]
public sealed class CompiledExpression : SinDriver
{
    protected override void Commit()
    {
        Expression<Func<Reading, double>> watts = reading => reading.Watts;
        watts.Compile()(new Reading());
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
