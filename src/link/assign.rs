//! The best assignment of rows to columns, one to one, and by how much it is the best.

/// What supports a pair; `None` where nothing does.
pub type Scores = Vec<Vec<Option<i32>>>;

/// What stands for a pair that cannot be.
const NEVER: i64 = -1_000_000;

/// The column of each row in the assignment of the highest sum, where leaving a row
/// without a column counts nothing; with how much less the best sum without that pair is.
pub fn best(scores: &Scores) -> Vec<Option<(usize, i32)>> {
    let (columns, sum) = solve(scores, None);
    let margin = |row: usize, column: usize| {
        let (_, without) = solve(scores, Some((row, column)));
        i32::try_from(sum.saturating_sub(without)).unwrap_or(i32::MAX)
    };
    let paired = columns.into_iter().enumerate();
    paired.map(|(row, column)| column.map(|column| (column, margin(row, column)))).collect()
}

/// The assignment of the highest sum and that sum, one pair left out where so wanted
/// (Kuhn and Munkres, in the form with potentials, of cubic time).
fn solve(scores: &Scores, without: Option<(usize, usize)>) -> (Vec<Option<usize>>, i64) {
    let rows = scores.len();
    let real = scores.first().map_or(0, Vec::len);
    // A column of its own for each row that stays without.
    let columns = real.saturating_add(rows);
    let cost = |row: usize, column: usize| -> i64 {
        match scores[row].get(column) {
            Some(_) if without == Some((row, column)) => -NEVER,
            Some(score) => -score.map_or(NEVER, i64::from),
            None if column == real.saturating_add(row) => 0,
            None => -NEVER,
        }
    };
    let owner = Potentials::new(rows, columns).run(cost);
    let mut chosen = vec![None; rows];
    let mut sum = 0_i64;
    for (column, row) in owner.into_iter().enumerate().filter_map(|(column, row)| Some((column, row?))) {
        if column < real {
            chosen[row] = Some(column);
            sum = sum.saturating_sub(cost(row, column));
        }
    }
    (chosen, sum)
}

/// The state of the search: places are counted from one, zero is the row being placed.
struct Potentials {
    rows: Vec<i64>,
    columns: Vec<i64>,
    /// The row that each column is given to; zero for none.
    owner: Vec<usize>,
}

impl Potentials {
    fn new(rows: usize, columns: usize) -> Self {
        let zeros = |count: usize| vec![0_i64; count.saturating_add(1)];
        Self { rows: zeros(rows), columns: zeros(columns), owner: vec![0; columns.saturating_add(1)] }
    }

    /// The row of each column.
    fn run(mut self, cost: impl Fn(usize, usize) -> i64) -> Vec<Option<usize>> {
        for row in 1..self.rows.len() {
            let (end, way) = self.reach(row, &cost);
            let mut column = end;
            while column != 0 {
                self.owner[column] = self.owner[way[column]];
                column = way[column];
            }
        }
        self.owner.iter().skip(1).map(|row| row.checked_sub(1)).collect()
    }

    /// The nearest free column from `row`, and the way back from each column.
    fn reach(&mut self, row: usize, cost: &impl Fn(usize, usize) -> i64) -> (usize, Vec<usize>) {
        let width = self.columns.len();
        let mut least = vec![i64::MAX; width];
        let mut used = vec![false; width];
        let mut way = vec![0; width];
        let mut at = 0;
        self.owner[0] = row;
        loop {
            used[at] = true;
            let own = self.owner[at];
            let (mut delta, mut next) = (i64::MAX, 0);
            for column in (1..width).filter(|column| !used[*column]) {
                let length = cost(own.saturating_sub(1), column.saturating_sub(1))
                    .saturating_sub(self.rows[own])
                    .saturating_sub(self.columns[column]);
                if length < least[column] {
                    (least[column], way[column]) = (length, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            self.shift(&used, &mut least, delta);
            at = next;
            if self.owner[at] == 0 {
                return (at, way);
            }
        }
    }

    fn shift(&mut self, used: &[bool], least: &mut [i64], delta: i64) {
        for column in 0..used.len() {
            if used[column] {
                let own = self.owner[column];
                self.rows[own] = self.rows[own].saturating_add(delta);
                self.columns[column] = self.columns[column].saturating_sub(delta);
            } else {
                least[column] = least[column].saturating_sub(delta);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_sum_decides_and_not_the_best_single_pair() {
        let scores = vec![vec![Some(100), Some(90)], vec![Some(95), None]];
        let pairs = best(&scores);
        assert_eq!(pairs.iter().map(|pair| pair.map(|(at, _)| at)).collect::<Vec<_>>(), [Some(1), Some(0)]);
    }

    #[test]
    fn equals_have_no_margin_and_strangers_no_pair() {
        let twins = vec![vec![Some(100), Some(100)], vec![Some(100), Some(100)]];
        assert!(best(&twins).iter().all(|pair| pair.is_some_and(|(_, margin)| margin == 0)));
        assert_eq!(best(&vec![vec![None]]), [None]);
        assert_eq!(best(&vec![vec![Some(70)]]), [Some((0, 70))]);
    }

    #[test]
    fn the_best_of_all_assignments_is_found() {
        // Every assignment of small tables is tried.
        let mut seed = 7_u64;
        let mut draw = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as i32 % 100
        };
        for _ in 0..200 {
            let scores: Vec<Vec<Option<i32>>> =
                (0..4).map(|_| (0..3).map(|_| Some(draw()).filter(|score| *score > 20)).collect()).collect();
            let mut found = 0;
            for (row, pair) in best(&scores).into_iter().enumerate() {
                found += pair.and_then(|(column, _)| scores[row][column]).unwrap_or(0);
            }
            assert_eq!(found, highest(&scores, 0, &mut [false; 3]));
        }
    }

    fn highest(scores: &[Vec<Option<i32>>], row: usize, taken: &mut [bool; 3]) -> i32 {
        let Some(own) = scores.get(row) else { return 0 };
        let mut most = highest(scores, row + 1, taken);
        for column in 0..3 {
            if let Some(score) = own[column].filter(|_| !taken[column]) {
                taken[column] = true;
                most = most.max(score + highest(scores, row + 1, taken));
                taken[column] = false;
            }
        }
        most
    }
}
